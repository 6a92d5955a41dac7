/** Takes a collection out of the catalogue, with every image that no other collection holds. */
import type { Transaction } from 'kysely'
import type { CatalogTables } from './tables.ts'

export async function forgetCollection(trx: Transaction<CatalogTables>, collectionId: string): Promise<void> {
  const held = await trx
    .selectFrom('collection_images')
    .select('image_id')
    .where('collection_id', '=', collectionId)
    .execute()
  await trx.updateTable('collections').set({ forgotten: 1 }).where('id', '=', collectionId).execute()
  await trx.deleteFrom('occurrences').where('collection_id', '=', collectionId).execute()
  await trx.deleteFrom('collection_images').where('collection_id', '=', collectionId).execute()
  await trx.deleteFrom('collection_totals').where('collection_id', '=', collectionId).execute()
  for (const ids of inChunks(
    held.map((row) => row.image_id),
    500,
  ))
    await deleteUnheld(trx, ids)
}

async function deleteUnheld(trx: Transaction<CatalogTables>, ids: string[]): Promise<void> {
  const images = await trx
    .deleteFrom('images')
    .where('id', 'in', ids)
    .where(({ eb, not, exists }) =>
      not(exists(eb.selectFrom('collection_images').select('image_id').whereRef('image_id', '=', 'images.id'))),
    )
    .returning(['id', 'thumbnail'])
    .execute()
  const digests = images.flatMap(({ id, thumbnail }) => (thumbnail ? [id, thumbnail] : [id]))
  if (digests.length > 0) await deleteUnreferenced(trx, digests)
}

/** Two images may share a thumbnail, and one image's bytes may be another's thumbnail. */
async function deleteUnreferenced(trx: Transaction<CatalogTables>, digests: string[]): Promise<void> {
  await trx
    .deleteFrom('blobs')
    .where('digest', 'in', digests)
    .where(({ eb, not, exists }) =>
      not(exists(eb.selectFrom('images').select('id').whereRef('id', '=', 'blobs.digest'))),
    )
    .where(({ eb, not, exists }) =>
      not(exists(eb.selectFrom('images').select('id').whereRef('thumbnail', '=', 'blobs.digest'))),
    )
    .execute()
}

function inChunks<Part>(parts: Part[], size: number): Part[][] {
  return Array.from({ length: Math.ceil(parts.length / size) }, (_, index) =>
    parts.slice(index * size, (index + 1) * size),
  )
}
