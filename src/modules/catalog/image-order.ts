/** The orders in which images are listed: keyset pages, whatever is read of each. */
import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Position } from '#platform'
import type { Sort } from './schemas.ts'
import type { CatalogTables } from './tables.ts'

type Db = Kysely<CatalogTables>

/** What a sort orders by; the digest breaks ties. */
export const orders = {
  newest: ['first_seen_at', 'desc'],
  oldest: ['first_seen_at', 'asc'],
  heaviest: ['bytes', 'desc'],
  lightest: ['bytes', 'asc'],
  largest: ['pixels', 'desc'],
  smallest: ['pixels', 'asc'],
} as const satisfies Record<Sort, readonly [string, 'asc' | 'desc']>

/** The types of a cursor's parts, for every sort. */
export const imagePosition = ['bigint', 'text'] as const

/** What a list is of, and in which order. */
export interface ImageOrder {
  sort: Sort
  /** All images, where there is none. */
  collection: string | undefined
  /** Nothing is asked of an image, and nothing read, but what the collection's own rows tell (`heldColumns`): they are read alone. */
  isHeldAlone?: boolean
}

/** What a collection's rows tell of the images that it holds, beside their ids. */
export const heldColumns = ['first_seen_at', 'bytes', 'pixels', 'width', 'height'] as const

/** The images of a list behind a position, in its order: read off an index of all images, or of those that a collection holds. */
export function imagesAfter(db: Db, order: ImageOrder, after: Position | undefined) {
  const [, direction] = orders[order.sort]
  const { place, id } = keyOf(order)
  return imagesOf(db, order)
    .$if(after !== undefined, (query) =>
      query.where(isFrom(order, direction === 'desc' ? '<' : '>', after as Position)),
    )
    .orderBy(place, direction)
    .orderBy(id, direction)
}

export type Images = ReturnType<typeof imagesAfter>

/** Of images in the order of the list, those before a position or at it. */
export function until(images: Images, order: ImageOrder, end: Position) {
  return images.where(isFrom(order, orders[order.sort][1] === 'desc' ? '>=' : '<=', end))
}

/** The position of the last of so many; undefined where there are fewer. */
export async function endOf(images: Images, { sort }: ImageOrder, count: number): Promise<Position | undefined> {
  const [column] = orders[sort]
  const row = await images
    .select([`images.${column} as place`, 'images.id'])
    .offset(count - 1)
    .limit(1)
    .executeTakeFirst()
  return row && [Number(row.place), row.id]
}

function isFrom(order: ImageOrder, comparison: '<' | '<=' | '>' | '>=', [at, digest]: Position) {
  const { place, id } = keyOf(order)
  return sql<SqlBool>`(${place}, ${id}) ${sql.raw(comparison)} (${Number(at)}, ${String(digest)})`
}

function keyOf({ sort, collection, isHeldAlone = false }: ImageOrder) {
  const [column] = orders[sort]
  return collection === undefined || isHeldAlone
    ? { place: sql.ref<number>(`images.${column}`), id: sql.ref<string>('images.id') }
    : { place: sql.ref<number>(`held.${column}`), id: sql.ref<string>('held.image_id') }
}

/** None of a collection that is being deleted. SQLite reads the tables of a cross join in the order in which they are named. */
export function imagesOf(db: Db, { collection, isHeldAlone }: Omit<ImageOrder, 'sort'>) {
  const images = db.selectFrom('images')
  if (collection === undefined) return images
  if (isHeldAlone) return heldAlone(db, collection) as unknown as typeof images
  const held = db
    .selectFrom('collection_images as held')
    .crossJoin('images')
    .whereRef('images.id', '=', 'held.image_id')
    .where('held.collection_id', '=', collection)
    .where(isThere(collection))
  // Those who ask on name columns of images alone.
  return held as unknown as typeof images
}

/** Under the name of images. */
function heldAlone(db: Db, collection: string) {
  const held = db
    .selectFrom('collection_images')
    .select('image_id as id')
    .select(heldColumns)
    .where('collection_id', '=', collection)
    .where(isThere(collection))
  return db.selectFrom(held.as('images'))
}

function isThere(collection: string) {
  return sql<SqlBool>`exists (select id from collections where id = ${collection} and forgotten = 0)`
}
