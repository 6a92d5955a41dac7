/** Keyset pagination: a cursor says where the page before ended, and which query it belongs to. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../errors.ts'
import { maxInteger } from './schemas.ts'

/** The key of a row in the order of its list. */
export type Position = (string | number)[]

export interface PageQuery {
  limit: number
  /** Where the page before ended; undefined for the first page. */
  after: Position | undefined
}

export interface Page<Item> {
  items: Item[]
  next: Position | null
}

/** Repositories ask for one row more than the page holds: it tells whether there is a next page. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
  positionOf: (row: Row) => Position,
): Page<Item> {
  const last = rows[limit - 1]
  const next = rows.length > limit && last ? positionOf(last) : null
  return { items: rows.slice(0, limit).map(toItem), next }
}

/** What a part of a position may be: what its column can be compared with. */
export type PositionType = 'text' | 'integer' | 'bigint'

/** Reads `limit` and `cursor`; `columns` gives the types that a position of this list has. */
export function readPageQuery(request: FastifyRequest, columns: readonly PositionType[]): PageQuery {
  const { limit, cursor } = request.query as { limit: number; cursor?: string }
  return { limit, after: cursor === undefined ? undefined : decodeCursor(cursor, fingerprint(request), columns) }
}

/** The body of a list's answer, with its `Link` header set. */
export function sendPage<Item>(request: FastifyRequest, reply: FastifyReply, page: Page<Item>) {
  if (page.next === null) return { items: page.items, next: null }
  const next = encodeCursor(page.next, fingerprint(request))
  const url = new URL(request.url, 'http://host')
  url.searchParams.set('cursor', next)
  reply.header('link', `<${url.pathname}${url.search}>; rel="next"`)
  return { items: page.items, next }
}

/** Makes cursors of another list that takes the same filters; `route` is its address, such as `/api/v1/images`. */
export function cursorsOf(request: FastifyRequest, route: string): (position: Position) => string {
  const query = fingerprint(request, route)
  return (position) => encodeCursor(position, query)
}

export function encodeCursor(position: Position, query: string): string {
  return Buffer.from(JSON.stringify([query, ...position])).toString('base64url')
}

/** Throws `cursor-invalid` for what is not ours, `cursor-mismatch` for what belongs to another query. */
export function decodeCursor(cursor: string, query: string, columns: readonly PositionType[]): Position {
  const [owner, ...position] = parse(cursor)
  if (typeof owner !== 'string') throw invalidCursor()
  if (owner !== query) {
    throw problem('cursor-mismatch', 'The cursor comes from a list with other filters. Start again without it.')
  }
  const fits = position.length === columns.length && columns.every((type, index) => isOf[type](position[index]))
  if (!fits) throw invalidCursor()
  return position as Position
}

/** A cursor is no secret and can be forged: its parts are checked before the database compares them with a column. */
const isOf: Record<PositionType, (part: unknown) => boolean> = {
  text: (part) => typeof part === 'string' && part.isWellFormed() && !part.includes('\0'),
  integer: (part) => Number.isInteger(part) && Math.abs(Number(part)) <= maxInteger,
  bigint: Number.isSafeInteger,
}

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

function invalidCursor() {
  return problem('cursor-invalid', 'The cursor was not given out by this list. Start again without it.')
}

/** The same for every page of one list with one set of filters. */
function fingerprint(request: FastifyRequest, route = request.routeOptions.url): string {
  const { limit: _, cursor: __, ...filters } = request.query as Record<string, unknown>
  const facts = JSON.stringify([route, request.params, Object.entries(filters).sort()])
  return createHash('sha256').update(facts).digest('base64url').slice(0, 12)
}
