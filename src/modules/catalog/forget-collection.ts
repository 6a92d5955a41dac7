/** Takes a collection out of the catalogue, with every image that no other collection holds. */
import type { Transaction } from 'kysely'
import type { DatabaseDialect } from '#platform'
import { deleteUnreferenced } from './delete-unreferenced.ts'
import { inChunks } from './in-chunks.ts'
import { indexWords } from './search/word-repository.ts'
import type { CatalogTables } from './tables.ts'

export async function forgetCollection(
  trx: Transaction<CatalogTables>,
  dialect: DatabaseDialect,
  collectionId: string,
): Promise<void> {
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
  )) {
    const gone = await deleteUnheld(trx, ids)
    // What others hold is no longer found by what this collection said of it.
    await indexWords(
      trx,
      dialect,
      ids.filter((id) => !gone.has(id)),
    )
  }
}

/** Answers the images that are gone. */
async function deleteUnheld(trx: Transaction<CatalogTables>, ids: string[]): Promise<Set<string>> {
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
  return new Set(images.map(({ id }) => id))
}
