/** All images of a list in its order, some columns of each, in parts between which others have their turn. */
import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Position } from '#platform'
import { conditionsInTurn, conditionsOf, isSearch } from './image-filters.ts'
import { type ImageOrder, type Images, imagesAfter, orders, until } from './image-order.ts'
import type { ImageFilters, Sort } from './schemas.ts'
import type { CatalogTables, ImageTable } from './tables.ts'

export interface Scan<Column> {
  filters: ImageFilters
  sort: Sort
  columns: readonly Column[]
  /** How many images a part has at most. */
  atOnce: number
}

export interface ScannedPart<Row> {
  rows: Row[]
  /** The position of an image in the list. */
  positionOf(row: Row): Position
}

/** Each part is asked for when the one before was taken; no part is empty. */
export async function* scanImages<Column extends keyof ImageTable>(
  db: Kysely<CatalogTables>,
  scan: Scan<Column>,
): AsyncGenerator<ScannedPart<Pick<ImageTable, Column>>> {
  const [column] = orders[scan.sort]
  const positionOf = (row: Partial<ImageTable>): Position => [Number(row[column]), String(row.id)]
  const next = isSearch(scan.filters) ? nextOfSearch : nextByIndex
  for (let after: Position | undefined, isLast = false; !isLast; await setImmediate()) {
    const part = await next(db, scan, after)
    if (part.rows.length > 0) yield { rows: part.rows as Pick<ImageTable, Column>[], positionOf }
    after = part.end
    isLast = after === undefined
  }
}

interface Part {
  rows: Partial<ImageTable>[]
  /** Undefined where nothing is left. */
  end: Position | undefined
}

type Next = (db: Kysely<CatalogTables>, scan: Scan<keyof ImageTable>, after: Position | undefined) => Promise<Part>

const nextByIndex: Next = async (db, scan, after) => {
  const { order, others } = orderOf(scan)
  const rows = await columnsOf(imagesAfter(db, order, after), scan)
    .where((eb) => eb.and(conditionsOf(eb, others)))
    .limit(scan.atOnce)
    .execute()
  return { rows, end: rows.length < scan.atOnce ? undefined : endOf(rows, scan) }
}

/**
 * What few images have, an index names at once. Asking it again for each part of many would find all of them each time:
 * these are found by looking at one image after the other.
 */
const nextOfSearch: Next = async (db, scan, after) => {
  if (after === undefined) return nextByIndex(db, scan, after)
  const { order, others } = orderOf(scan)
  const images = imagesAfter(db, order, after)
  const last = await columnsOf(images, { ...scan, columns: [] })
    .offset(scan.atOnce - 1)
    .limit(1)
    .execute()
  const end = endOf(last, scan)
  const rows = await columnsOf(end ? until(images, order, end) : images, scan)
    .where((eb) => eb.and(conditionsInTurn(eb, others)))
    .execute()
  return { rows, end }
}

/** The collection is part of the order, not of the conditions. */
function orderOf({ filters: { collection, ...others }, sort }: Scan<keyof ImageTable>) {
  return { order: { sort, collection } satisfies ImageOrder, others }
}

function columnsOf(images: Images, { sort, columns }: Scan<keyof ImageTable>) {
  return images.select(
    [...new Set([...columns, orders[sort][0], 'id' as const])].map((column) => `images.${column}` as const),
  )
}

function endOf(rows: Partial<ImageTable>[], { sort }: Scan<keyof ImageTable>): Position | undefined {
  const last = rows.at(-1)
  return last && [Number(last[orders[sort][0]]), String(last.id)]
}
