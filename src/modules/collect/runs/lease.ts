/**
 * The right to work on a run. A run is claimed, renewed while it is worked on, and released;
 * one whose lease expired is claimed by whoever comes first, and goes on from what was recorded.
 */
import { type Kysely, sql } from 'kysely'
import type { Database } from '#platform'
import type { CollectTables } from '../tables.ts'

/** What a claim gives: the run, and the token that proves it is still ours. */
export interface Lease {
  runId: string
  collectionId: string
  token: number
  /** Claims of this run so far, this one included: one that keeps killing its process must end. */
  attempts: number
}

export interface Leases {
  /**
   * The oldest run that may be worked on now, or undefined. One run at a time works on a host.
   * `held`: runs that this replica is at work on; when the database was away their leases may have expired, and are renewed.
   */
  claim(held?: string[]): Promise<Lease | undefined>
  /** `lost`: another has it, or it is gone. `cancel`: someone asked for its end. */
  renew(lease: Lease): Promise<'kept' | 'cancel' | 'lost'>
}

export interface LeasesOptions {
  database: Database
  /** Names this process among all replicas. */
  owner: string
  leaseMs: number
}

export function createLeases({ database, owner, leaseMs }: LeasesOptions): Leases {
  const db = database.tables<CollectTables>()
  const { now, skipLocked } = database.dialect
  const expiry = sql<number>`${now} + ${sql.lit(leaseMs)}`

  /** Queued, or running with nobody at work; and no other run of its host at work. */
  const claimable = (trx: Kysely<CollectTables>, held: string[]) =>
    trx
      .selectFrom('runs')
      .selectAll()
      .where(({ or, and, eb }) =>
        or([eb('state', '=', 'queued'), and([eb('state', '=', 'running'), eb('lease_expires_at', '<=', now)])]),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('runs as other')
              .select('other.id')
              .whereRef('other.host', '=', 'runs.host')
              .whereRef('other.id', '<>', 'runs.id')
              .where('other.state', '=', 'running')
              .where('other.lease_expires_at', '>', now),
          ),
        ),
      )
      .$if(held.length > 0, (query) => query.where('id', 'not in', held))
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .modifyEnd(skipLocked)

  const mine = (lease: Lease) =>
    db
      .updateTable('runs')
      .where('id', '=', lease.runId)
      .where('fencing_token', '=', lease.token)
      .where('state', '=', 'running')

  return {
    claim: (held = []) =>
      database.transaction(async (untyped) => {
        const trx = untyped.withTables<CollectTables>()
        // Two replicas that look at the same moment would take two runs of one host.
        await database.dialect.lock(trx, 'claims', 'exclusive')
        const free = await claimable(trx, held).executeTakeFirst()
        if (!free) return undefined
        const row = await trx
          .updateTable('runs')
          .set((eb) => ({
            state: 'running',
            started_at: eb.fn.coalesce('started_at', now),
            lease_owner: owner,
            lease_expires_at: expiry,
            fencing_token: eb('fencing_token', '+', 1),
            attempts: eb('attempts', '+', 1),
          }))
          .where('id', '=', free.id)
          .returning(['id', 'collection_id', 'fencing_token', 'attempts'])
          .executeTakeFirstOrThrow()
        return { runId: row.id, collectionId: row.collection_id, token: row.fencing_token, attempts: row.attempts }
      }),
    async renew(lease) {
      const row = await mine(lease).set({ lease_expires_at: expiry }).returning('cancel_requested').executeTakeFirst()
      if (!row) return 'lost'
      return row.cancel_requested === 1 ? 'cancel' : 'kept'
    },
  }
}
