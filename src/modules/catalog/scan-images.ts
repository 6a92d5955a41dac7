/** All images of a list in its order, some columns of each, in parts between which others have their turn. */
import { setImmediate } from 'node:timers/promises'
import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Position } from '#platform'
import { conditionsOf, isSearch, isWhole } from './image-filters.ts'
import { heldColumns, type ImageOrder, type Images, imagesAfter, orders } from './image-order.ts'
import { inChunks } from './in-chunks.ts'
import type { ImageFilters, Sort } from './schemas.ts'
import { searchInOrder } from './search/search-in-order.ts'
import type { CatalogTables, ImageTable } from './tables.ts'

export interface Scan<Column> {
  filters: ImageFilters
  sort: Sort
  columns: readonly Column[]
  /** How many images a part has at most. */
  atOnce: number
  /** How rows are read; as they come by default. */
  read?: ReadRows | undefined
  /** Aborts when nobody waits for it any more. */
  signal: AbortSignal
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
  const parts = isSearch(scan.filters) ? searched(db, scan) : listed(db, scan, positionOf)
  for await (const rows of parts) {
    for (const part of inChunks(rows as Pick<ImageTable, Column>[], scan.atOnce)) yield { rows: part, positionOf }
  }
}

type Rows = Partial<ImageTable>[]

async function* listed(
  db: Kysely<CatalogTables>,
  scan: Scan<keyof ImageTable>,
  positionOf: (row: Partial<ImageTable>) => Position,
): AsyncGenerator<Rows> {
  const { order, others } = orderOf(scan)
  for (let after: Position | undefined, isLast = false; !isLast; await setImmediate()) {
    const query = imagesAfter(db, order, after)
      .where((eb) => eb.and(conditionsOf(eb, others, order.collection)))
      .limit(scan.atOnce)
    const rows = await readRows(db, query, scan)
    scan.signal.throwIfAborted()
    yield rows
    const last = rows.at(-1)
    isLast = rows.length < scan.atOnce || !last
    after = last && positionOf(last)
  }
}

function searched(db: Kysely<CatalogTables>, scan: Scan<keyof ImageTable>): AsyncGenerator<Rows> {
  const { order, others } = orderOf(scan)
  const read = (images: Images) => readRows(db, images, scan)
  const search = { order, filters: others, after: undefined, read, signal: scan.signal }
  // All are wanted: so it is worth knowing at once whether they are few.
  return searchInOrder(db, search, { rare: Number.POSITIVE_INFINITY })
}

/** The collection is part of the order, not of the conditions. */
function orderOf({ filters, sort, columns }: Scan<keyof ImageTable>) {
  const { collection, ...others } = filters
  const isHeldAlone = collection !== undefined && isWhole(filters) && columns.every((column) => heldNames.has(column))
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
