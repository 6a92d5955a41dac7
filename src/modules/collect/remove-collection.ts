/** The end of a collection. */
import type { Kysely } from 'kysely'
import { type CollectionContents, unknownCollection } from './collection-answers.ts'
import { deleteCollection } from './collection-repository.ts'
import type { Collector } from './collector.ts'
import { findActiveRun } from './run-repository.ts'
import type { CollectTables } from './tables.ts'

interface Rooms {
  db: Kysely<CollectTables>
  collector: Collector
  contents: CollectionContents
}

/** Ends its run first, so that nothing is learned of it any more; then it goes, with what only it holds. */
export async function removeCollection({ db, collector, contents }: Rooms, id: string): Promise<void> {
  const active = await findActiveRun(db, id)
  if (active) await collector.cancel(active.id)
  await contents.forget(id)
  if (!(await deleteCollection(db, id))) throw unknownCollection(id)
}
