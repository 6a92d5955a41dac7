/** Takes images out of a collection: with their places in it, and altogether where nobody else holds or uses them. */
import type { Transaction } from 'kysely'
import { deleteUnreferenced } from './delete-unreferenced.ts'
import { type CountChanges, everywhere } from './facets/counts.ts'
import { type FacetRow, facetColumns, valuesOfImage } from './facets/image-values.ts'
import { settleUses } from './facets/use-changes.ts'
import { indexWords } from './search/word-repository.ts'
import type { CatalogTables } from './tables.ts'

type Trx = Transaction<CatalogTables>

/** Some hundreds of images, which must be locked. What it changes in the counts is left to be done at the end. */
export async function releaseImages(
  trx: Trx,
  { collectionId, images, counts }: { collectionId: string; images: string[]; counts: CountChanges },
): Promise<void> {
  const gone = await trx
    .deleteFrom('occurrences')
    .where('collection_id', '=', collectionId)
    .where('image_id', 'in', images)
    .returningAll()
    .execute()
  await settleUses(trx, { gone, come: [] }, counts)
  for (const image of await letGo(trx, collectionId, images)) counts.add(collectionId, valuesOfImage(image), -1)
  const deleted = await deleteUnheld(trx, images)
  for (const image of deleted) counts.add(everywhere, valuesOfImage(image), -1)
  // What others hold is no longer found by what this collection said of it.
  const isDeleted = new Set(deleted.map(({ id }) => id))
  const left = gone.map(({ image_id }) => image_id).filter((id) => !isDeleted.has(id))
  await indexWords(trx, left)
}

/** Answers the images that the collection held. */
async function letGo(trx: Trx, collectionId: string, images: string[]): Promise<FacetRow[]> {
  const held = await trx
    .deleteFrom('collection_images')
    .where('collection_id', '=', collectionId)
    .where('image_id', 'in', images)
    .returning('image_id')
    .execute()
  const ids = held.map(({ image_id }) => image_id)
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('images')
    .select([...facetColumns, 'bytes'])
    .where('id', 'in', ids)
    .execute()
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0)
  await trx
    .updateTable('collection_totals')
    .set((eb) => ({ images: eb('images', '-', rows.length), bytes: eb('bytes', '-', bytes) }))
    .where('collection_id', '=', collectionId)
    .execute()
  return rows
}

/** With their bytes. Answers the images that are gone. */
async function deleteUnheld(trx: Trx, ids: string[]): Promise<FacetRow[]> {
  const images = await trx
    .deleteFrom('images')
    .where('id', 'in', ids)
    .where(({ eb, and, not, exists }) =>
      and(
        (['collection_images', 'occurrences'] as const).map((table) =>
          not(exists(eb.selectFrom(table).select('image_id').whereRef('image_id', '=', 'images.id'))),
        ),
      ),
    )
    .returning([...facetColumns, 'thumbnail', 'preview'])
    .execute()
  const digests = images.flatMap(({ id, thumbnail, preview }) =>
    [id, thumbnail, preview].filter((digest) => digest !== null),
  )
  if (digests.length > 0) await deleteUnreferenced(trx, digests)
  return images
}
