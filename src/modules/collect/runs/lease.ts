/**
 * The right to work on a run. A run is claimed, renewed while it is worked on, and released;
 * one whose lease expired is claimed by whoever comes first, and goes on from what was recorded.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '#platform'
import type { Submission } from '../collections/collection-repository.ts'
import type { CollectTables, RunTable } from '../tables.ts'

/** What a claim gives: the run, and the token that proves it is still ours. */
export interface Lease {
  runId: string
  collectionId: string
  /** Of its site; a list of images stands for itself. */
  host: string
  token: number
  /** Claims of this run so far, this one included: one that keeps killing its process must end. */
  attempts: number
  /** Of a run that began before the database had it. */
  submission?: Submission
}

/** `lost`: another has it, or it is gone. `cancel`: someone asked for its end. */
export type Renewal = 'kept' | 'cancel' | 'lost'

export interface Leases {
  /**
   * The oldest run that may be worked on now, or undefined. One run at a time works on a host.
   * `active`: what this replica is at work on; when the database was away their leases may have expired, and are renewed.
   */
  claim(active?: readonly Lease[]): Promise<Lease | undefined>
  /** All at once. */
  renew(leases: readonly Lease[]): Promise<Map<Lease, Renewal>>
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
  const expiry = expiryOf(now, leaseMs)

  /** Queued, or running with nobody at work; and no other run of its host at work. */
  const claimable = (trx: Kysely<CollectTables>, active: readonly Lease[]) =>
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
      .$if(active.length > 0, (query) =>
        query.where(
          'id',
          'not in',
          active.map(({ runId }) => runId),
        ),
      )
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .modifyEnd(skipLocked)

  return {
    claim: (active = []) =>
      database.transaction(async (untyped) => {
        const trx = untyped.withTables<CollectTables>()
        // Two replicas that look at the same moment would take two runs of one host.
        await database.dialect.lock(trx, 'claims', 'exclusive')
        const free = await claimable(trx, active).executeTakeFirst()
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
          .returning(['id', 'collection_id', 'host', 'fencing_token', 'attempts'])
          .executeTakeFirstOrThrow()
        const { id, collection_id, host, fencing_token, attempts } = row
        return { runId: id, collectionId: collection_id, host, token: fencing_token, attempts }
      }),
    async renew(leases) {
      const held = leases.map(({ runId, token }) => sql`(${runId}, cast(${token} as integer))`)
      const rows = await db
        .updateTable('runs')
        .set({ lease_expires_at: expiry })
        .where(sql<boolean>`(id, fencing_token) in (values ${sql.join(held)})`)
        .where('state', '=', 'running')
        .returning(['id', 'fencing_token', 'cancel_requested'])
        .execute()
      return new Map(leases.map((lease) => [lease, renewalOf(lease, rows)]))
    },
  }
}

type RenewedRow = Pick<RunTable, 'id' | 'fencing_token' | 'cancel_requested'>

function renewalOf({ runId, token }: Lease, rows: RenewedRow[]): Renewal {
  const row = rows.find(({ id, fencing_token }) => id === runId && fencing_token === token)
  if (!row) return 'lost'
  return row.cancel_requested ? 'cancel' : 'kept'
}

/** When a lease ends that begins now, by the database's clock. */
export function expiryOf(now: RawBuilder<number>, leaseMs: number): RawBuilder<number> {
  return sql<number>`${now} + cast(${leaseMs} as integer)`
}
