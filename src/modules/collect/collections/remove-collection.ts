/** The end of a collection: at once for all who ask, and in the background for what there is of it. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '#platform'
import type { Collector } from '../collector.ts'
import { dropActiveRuns } from '../runs/run-repository.ts'
import type { CollectTables } from '../tables.ts'
import { type CollectionContents, unknownCollection } from './collection-answers.ts'
import type { Sweeper } from './sweeper.ts'

interface Rooms {
  database: Database
  collector: Collector
  contents: CollectionContents
  sweeper: Sweeper
}

/** So long an answer waits for the rest to go: a small collection is gone when its end is told. */
const patienceMs = 500

export async function removeCollection(rooms: Rooms, id: string): Promise<void> {
  const runs = await forgetCollection(rooms, id)
  const answered = new AbortController()
  const patience = delay(patienceMs, undefined, { signal: answered.signal }).catch(() => {}) // it is over before
  await Promise.race([Promise.all([...runs.map(rooms.collector.cancel), rooms.sweeper.sweep(id)]), patience])
  answered.abort()
}

/**
 * Answers the runs that were active: here they end at once, on other replicas at the next renewal of their leases. Records that are
 * being stored come before it, and those that come after it are ignored. An Idempotency-Key that named it is free.
 */
export function forgetCollection(
  { database, contents }: Pick<Rooms, 'database' | 'contents'>,
  id: string,
): Promise<string[]> {
  return database.transaction(async (untyped) => {
    await database.dialect.lock(untyped, 'records', 'exclusive')
    const trx = untyped.withTables<CollectTables>()
    const runs = await dropActiveRuns(trx, id)
    if (!(await contents.forget(untyped, id))) throw unknownCollection(id)
    await trx.deleteFrom('submissions').where('collection_id', '=', id).execute()
    await trx.insertInto('deleted_collections').values({ id, deleted_at: database.dialect.now }).execute()
    return runs
  })
}
