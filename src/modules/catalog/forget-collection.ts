/** Takes a collection out of the catalogue, with every image that no other collection holds. */
import type { Transaction } from 'kysely'
import { deleteUnreferenced } from './delete-unreferenced.ts'
import { inChunks } from './in-chunks.ts'
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
    .returning(['id', 'thumbnail', 'preview'])
    .execute()
  const digests = images.flatMap(({ id, thumbnail, preview }) =>
    [id, thumbnail, preview].filter((digest) => digest !== null),
  )
  if (digests.length > 0) await deleteUnreferenced(trx, digests)
}
