/** How a run begins that this replica's disk has and the database does not: stored later, as a record of its own. */
import type { Transaction } from 'kysely'
import type { DatabaseDialect } from '#platform'
import type { CollectTables } from '../../tables.ts'
import { expiryOf } from '../lease.ts'
import { firstToken } from '../run-repository.ts'

export interface BegunRun {
  id: string
  /** The replica that works on it. */
  owner: string
  leaseMs: number
  startedAt: number
}

/** By which a beginning is found while it waits on the disk. */
export const beginningOf = (runId: string) => `beginning ${runId}`

/** Nothing, where another replica has claimed it in the moment before: its token is higher. */
export async function beginRun(
  trx: Transaction<CollectTables>,
  { id, owner, leaseMs, startedAt }: BegunRun,
  { now }: DatabaseDialect,
): Promise<void> {
  await trx
    .updateTable('runs')
    .set({
      state: 'running',
      started_at: startedAt,
      lease_owner: owner,
      lease_expires_at: expiryOf(now, leaseMs),
      attempts: 1,
    })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .where('fencing_token', '=', firstToken)
    .execute()
}
