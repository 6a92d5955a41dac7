/** Takes a collection out of the catalogue, with every image that no other collection holds. */
import type { Transaction } from 'kysely'
import type { DatabaseDialect } from '#platform'
import { changeCounts, createCountChanges } from './facets/counts.ts'
import { inChunks } from './in-chunks.ts'
import { lockRows } from './lock-rows.ts'
import { releaseImages } from './release-images.ts'
import { raiseRevision } from './revision.ts'
import type { CatalogTables } from './tables.ts'

type Trx = Transaction<CatalogTables>

export async function forgetCollection(trx: Trx, dialect: DatabaseDialect, collectionId: string): Promise<void> {
  const ids = await imagesOf(trx, collectionId)
  await trx.updateTable('collections').set({ forgotten: 1 }).where('id', '=', collectionId).execute()
  await lockRows(trx, dialect, 'images', ids)
  const counts = createCountChanges()
  for (const images of inChunks(ids, 500)) await releaseImages(trx, { collectionId, images, counts })
  await trx.deleteFrom('collection_totals').where('collection_id', '=', collectionId).execute()
  await changeCounts(trx, counts.all())
  if (ids.length > 0) await raiseRevision(trx)
}

/** Those that it holds, and those that it uses although it does not. */
async function imagesOf(trx: Trx, collectionId: string): Promise<string[]> {
  const held = trx.selectFrom('collection_images').select('image_id').where('collection_id', '=', collectionId)
  const used = trx.selectFrom('occurrences').select('image_id').where('collection_id', '=', collectionId)
  return (await held.union(used).execute()).map(({ image_id }) => image_id)
}
