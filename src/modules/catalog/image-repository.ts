/** Images: added once by their digest, listed by filters. */
import type { Kysely, Transaction } from 'kysely'
import { type Page, type PageQuery, problem, toPage } from '#platform'
import { addDetails } from './detail-repository.ts'
import { facetColumns } from './facets/image-values.ts'
import { conditionsOf, isSearch } from './image-filters.ts'
import { type Images, imagesAfter, orders } from './image-order.ts'
import { type ImageRow, imageColumns, toImage, toImageRow } from './image-rows.ts'
import type { Image, ImageFilters, Sort } from './schemas.ts'
import { type SearchOptions, searchInOrder } from './search/search-in-order.ts'
import type { StoredImages } from './settle.ts'
import type { CatalogTables, HeldTable } from './tables.ts'
import type { NewImage } from './types.ts'

type Db = Kysely<CatalogTables>
type Trx = Transaction<CatalogTables>

/** A collection's list is of two tables. */
const namedColumns = imageColumns.map((column) => `images.${column}` as const)

export interface ImageListQuery extends PageQuery {
  filters: ImageFilters
  sort: Sort
  /** Aborts when nobody waits for it any more. */
  signal?: AbortSignal
}

export async function listImages(
  db: Db,
  { filters, sort, limit, after, signal }: ImageListQuery,
  options: Partial<SearchOptions> = {},
): Promise<Page<Image>> {
  const [column] = orders[sort]
  const { collection, ...others } = filters
  const order = { sort, collection }
  const read = (images: Images) =>
    images
      .select(namedColumns)
      .limit(limit + 1)
      .execute()
  const rows: ImageRow[] = []
  if (isSearch(filters)) {
    for await (const part of searchInOrder(db, { order, filters: others, after, read, signal }, options)) {
      rows.push(...part)
      if (rows.length > limit) break
    }
  } else {
    const images = imagesAfter(db, order, after)
    rows.push(...(await read(images.where((eb) => eb.and(conditionsOf(eb, others, collection))))))
  }
  return toPage(rows, limit, toImage, (row) => [row[column], row.id])
}

export async function findImage(db: Db, id: string): Promise<Image | undefined> {
  const row = await db.selectFrom('images').select(imageColumns).where('id', '=', id).executeTakeFirst()
  return row && toImage(row)
}

export async function getImage(db: Db, id: string): Promise<Image> {
  const image = await findImage(db, id)
  if (image) return image
  throw unknownImage(id)
}

export function unknownImage(id: string) {
  return problem('not-found', `No image ${id} is in the catalogue.`)
}

/**
 * Adds images and says which collections hold them; what is there already stays as it is. Answers what was not.
 * In the order of their digests, so that two replicas never wait for each other in a circle.
 */
export async function addImages(trx: Trx, images: NewImage[]): Promise<StoredImages> {
  if (images.length === 0) return { added: [], held: [], detailed: 0 }
  const distinct = [...new Map(images.toReversed().map((image) => [image.digest, image])).values()]
  distinct.sort((a, b) => (a.digest < b.digest ? -1 : 1))
  const added = await trx
    .insertInto('images')
    .values(distinct.map(toImageRow))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning(facetColumns)
    .execute()
  const detailed = await addDetails(trx, distinct)
  return { added, held: await holdImages(trx, images), detailed }
}

/** Only rows that are new count towards the totals, so that adding an image twice changes nothing. */
async function holdImages(trx: Trx, images: NewImage[]): Promise<StoredImages['held']> {
  const added = await trx
    .insertInto('collection_images')
    .values(await heldRows(trx, images))
    .onConflict((conflict) => conflict.columns(['collection_id', 'image_id']).doNothing())
    .returning(['collection_id', 'image_id'])
    .execute()
  const sizes = new Map(images.map(({ digest, original }) => [digest, original.byteLength]))
  for (const [collectionId, rows] of Map.groupBy(added, (row) => row.collection_id)) {
    await addToTotals(trx, {
      collection_id: collectionId,
      images: rows.length,
      bytes: rows.reduce((sum, row) => sum + (sizes.get(row.image_id) ?? 0), 0),
    })
  }
  return added
}

/** As their images are stored: another collection may have seen them first. In one order, as images are. */
async function heldRows(trx: Trx, images: NewImage[]): Promise<HeldTable[]> {
  const stored = await trx
    .selectFrom('images')
    .select(['id as image_id', 'first_seen_at', 'bytes', 'pixels', 'width', 'height'])
    .where(
      'id',
      'in',
      images.map(({ digest }) => digest),
    )
    .execute()
  const byId = new Map(stored.map((row) => [row.image_id, row]))
  return images
    .flatMap(({ collectionId, digest }) => {
      const row = byId.get(digest)
      return row ? { collection_id: collectionId, ways: 0, ...row } : []
    })
    .sort((a, b) => (`${a.collection_id} ${a.image_id}` < `${b.collection_id} ${b.image_id}` ? -1 : 1))
}

async function addToTotals(trx: Trx, more: CatalogTables['collection_totals']): Promise<void> {
  await trx
    .insertInto('collection_totals')
    .values(more)
    .onConflict((conflict) =>
      conflict.column('collection_id').doUpdateSet((eb) => ({
        images: eb('collection_totals.images', '+', more.images),
        bytes: eb('collection_totals.bytes', '+', more.bytes),
      })),
    )
    .execute()
}

/** How many images a collection holds, and their bytes; zero for one that holds none. */
export async function totalsOf(
  db: Db,
  collectionIds: string[],
): Promise<Map<string, { images: number; bytes: number }>> {
  const rows = await db
    .selectFrom('collection_totals')
    .selectAll()
    .where('collection_id', 'in', collectionIds)
    .execute()
  const known = new Map(rows.map((row) => [row.collection_id, { images: row.images, bytes: row.bytes }]))
  return new Map(collectionIds.map((id) => [id, known.get(id) ?? { images: 0, bytes: 0 }]))
}
