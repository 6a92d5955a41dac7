/** The end of a collection. */
import type { Database } from '#platform'
import type { Collector } from '../collector.ts'
import { findActiveRun } from '../runs/run-repository.ts'
import type { CollectTables } from '../tables.ts'
import { type CollectionContents, unknownCollection } from './collection-answers.ts'
import { deleteCollection } from './collection-repository.ts'

interface Rooms {
  database: Database
  collector: Collector
  contents: CollectionContents
}

/** Ends its run first, so that nothing is learned of it any more; then it goes, with what only it holds. */
export async function removeCollection({ database, collector, contents }: Rooms, id: string): Promise<void> {
  const active = await findActiveRun(database.tables<CollectTables>(), id)
  if (active) await collector.cancel(active.id)
  await contents.forget(id)
  if (!(await deleteWithRuns(database, id))) throw unknownCollection(id)
}

/**
 * Holds the rows of its runs before that of the collection, as every batch of records does: the other way round
 * Postgres finds the two waiting for each other.
 */
function deleteWithRuns(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (untyped) => {
    const trx = untyped.withTables<CollectTables>()
    await database.dialect.lock(trx, 'records', 'exclusive')
    await trx.updateTable('runs').set({ cancel_requested: 1 }).where('collection_id', '=', id).execute()
    return deleteCollection(trx, id)
  })
}
