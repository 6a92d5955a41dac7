/** All images of a list in its order, some columns of each, in parts between which others have their turn. */
import { setImmediate } from 'node:timers/promises'
import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Position } from '#platform'
import { conditionsInTurn, conditionsOf, isSearch } from './image-filters.ts'
import { heldColumns, type ImageOrder, type Images, imagesAfter, orders, until } from './image-order.ts'
import type { ImageFilters, Sort } from './schemas.ts'
import type { CatalogTables, ImageTable } from './tables.ts'

export interface Scan<Column> {
  filters: ImageFilters
  sort: Sort
  columns: readonly Column[]
  /** How many images a part has at most. */
  atOnce: number
  /** How rows are read; as they come by default. */
  read?: ReadRows | undefined
}

type ReadRows = (
  db: Kysely<CatalogTables>,
  query: RowsQuery,
  shape: { columns: (keyof ImageTable)[]; order: readonly [keyof ImageTable, 'asc' | 'desc'] },
) => Promise<Partial<ImageTable>[]>

type RowsQuery = SelectQueryBuilder<CatalogTables, 'images', Partial<ImageTable>>

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
  const query = imagesAfter(db, order, after)
    .where((eb) => eb.and(conditionsOf(eb, others)))
    .limit(scan.atOnce)
  const rows = await readRows(db, query, scan)
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
  const last = images.offset(scan.atOnce - 1).limit(1)
  const end = endOf(await readRows(db, last, { ...scan, columns: [] }), scan)
  const some = end ? until(images, order, end) : images
  const rows = await readRows(
    db,
    some.where((eb) => eb.and(conditionsInTurn(eb, others))),
    scan,
  )
  return { rows, end }
}

/** The collection is part of the order, not of the conditions. */
function orderOf({ filters: { collection, ...others }, sort, columns }: Scan<keyof ImageTable>) {
  const isWhole = Object.values(others).every((value) => value === undefined)
  const isHeldAlone = collection !== undefined && isWhole && columns.every((column) => heldNames.has(column))
  return { order: { sort, collection, isHeldAlone } satisfies ImageOrder, others }
}

const heldNames = new Set<keyof ImageTable>(['id', ...heldColumns])

function readRows(
  db: Kysely<CatalogTables>,
  images: Images,
  { sort, columns, read }: Scan<keyof ImageTable>,
): Promise<Partial<ImageTable>[]> {
  const all = [...new Set([...columns, orders[sort][0], 'id' as const])]
  const query = images.select(all.map((column) => `images.${column}` as const))
  return read ? read(db, query, { columns: all, order: orders[sort] }) : query.execute()
}

function endOf(rows: Partial<ImageTable>[], { sort }: Scan<keyof ImageTable>): Position | undefined {
  const last = rows.at(-1)
  return last && [Number(last[orders[sort][0]]), String(last.id)]
}
