/**
 * A collection leaves the catalogue:
 *
 *     held --(it is forgotten)--> going, answered of no more and taking nothing more --(share by share)--> gone
 */
import type { Transaction } from 'kysely'
import type { DatabaseDialect } from '#platform'
import { changeCounts, createCountChanges } from './facets/counts.ts'
import { releaseImages } from './release-images.ts'
import { raiseRevision } from './revision.ts'
import type { CatalogTables } from './tables.ts'

type Trx = Transaction<CatalogTables>

/** False where it is not there, or going already. Nobody may be storing records: they look whether it is forgotten only once. */
export async function forgetCollection(trx: Trx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('collections')
    .set({ forgotten: 1 })
    .where('id', '=', id)
    .where('forgotten', '=', 0)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await raiseRevision(trx)
  return numUpdatedRows > 0n
}

/** `busy`: others are at work on all of the images that were to go. `none`: nothing is left. */
export type Released = 'some' | 'busy' | 'none'

/** Takes a share of what is left of a collection that is going. */
export async function releaseShare(
  trx: Trx,
  dialect: DatabaseDialect,
  { collectionId, size }: { collectionId: string; size: number },
): Promise<Released> {
  const wanted = await nextImages(trx, collectionId, size)
  if (wanted.length === 0) return 'none'
  const counts = createCountChanges()
  const hasChanged = await releaseImages(trx, dialect, { collectionId, wanted, counts })
  await changeCounts(trx, counts.all())
  if (!hasChanged) return 'busy'
  await raiseRevision(trx)
  return (await nextImages(trx, collectionId, 1)).length > 0 ? 'some' : 'none'
}

/** Those that it holds, then those that it uses although it does not. */
async function nextImages(trx: Trx, collectionId: string, size: number): Promise<string[]> {
  for (const table of ['collection_images', 'occurrences'] as const) {
    const rows = await trx
      .selectFrom(table)
      .select('image_id')
      .distinct()
      .where('collection_id', '=', collectionId)
      .orderBy('image_id')
      .limit(size)
      .execute()
    if (rows.length > 0) return rows.map(({ image_id }) => image_id)
  }
  return []
}
