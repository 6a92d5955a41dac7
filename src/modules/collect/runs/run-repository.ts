/** Runs: made, read, cancelled and finished. Who works on one is the lease's matter. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { problem } from '#platform'
import type { Comparison } from '../findings/changes.ts'
import { hasUnseenPages } from '../findings/page-repository.ts'
import type { Run } from '../schemas.ts'
import type { CollectTables } from '../tables.ts'
import { finishRun } from './end-run.ts'
import { isOfKept } from './kept.ts'
import { type NewRun, toRun } from './run-rows.ts'

type Db = Kysely<CollectTables>
type Trx = Transaction<CollectTables>

const active = ['queued', 'running'] as const

/** A collection has one active run at most (a unique index sees to it): a second one is not made. */
export async function insertRun(trx: Trx, { id, collectionId, createdAt }: NewRun): Promise<void> {
  const collection = await holdCollection(trx, collectionId)
  // Whoever works on an active run may hold its row and wait for the collection: the insert would wait for that row.
  if (!collection || (await hasActiveRun(trx, collectionId))) return
  const key = { id, collection_id: collectionId, host: hostOf(collectionId, collection.url) }
  const previous = await previousRun(trx, key)
  await trx
    .insertInto('runs')
    .values({ ...key, state: 'queued', created_at: createdAt, previous_run_id: previous, ...untouched })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function hasActiveRun(trx: Trx, collectionId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('runs')
    .select('id')
    .where('collection_id', '=', collectionId)
    .where('state', 'in', active)
    .executeTakeFirst()
  return row !== undefined
}

/** The first runs of collections that are made in this transaction: there is none before them, and none beside them. */
export async function insertFirstRuns(
  trx: Trx,
  collections: { id: string; url: string; created_at: number; runId: string }[],
): Promise<void> {
  if (collections.length === 0) return
  const rows = collections.map(({ id, url, created_at, runId }) => {
    const key = { id: runId, collection_id: id, host: hostOf(id, url) }
    return { ...key, state: 'queued', created_at, previous_run_id: null, ...untouched }
  })
  await trx
    .insertInto('runs')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Until the transaction ends nobody else makes or opens a run of this collection. Undefined of one that is gone, or going. */
export async function holdCollection(trx: Trx, id: string): Promise<{ url: string } | undefined> {
  return trx
    .updateTable('collections')
    .set({ name: sql.ref('name') })
    .where('id', '=', id)
    .where('forgotten', '=', 0)
    .returning('url')
    .executeTakeFirst()
}

/** One run at a time works on a host; a list has many, and stands for itself. */
export function hostOf(collectionId: string, url: string): string {
  return url === '' ? `list:${collectionId}` : new URL(url).host
}

/** The last one that came to its end: what it found can be compared with. */
async function previousRun(trx: Trx, { id, collection_id }: { id: string; collection_id: string }) {
  const row = await trx
    .selectFrom('runs')
    .select('id')
    .where('collection_id', '=', collection_id)
    .where('id', '<>', id)
    .where('state', 'in', ['succeeded', 'partial'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Of a run that nobody claimed: whoever begins it before the database has it holds this one, and every claim raises it. */
export const firstToken = 1

const untouched = {
  cancel_requested: 0,
  fencing_token: firstToken,
  attempts: 0,
  retries: 0,
  pages_fetched: 0,
  pages_skipped: 0,
  pages_failed: 0,
  pages_waiting: 0,
  images_stored: 0,
  images_duplicate: 0,
  images_alternate: 0,
  images_skipped: 0,
  images_failed: 0,
  images_waiting: 0,
  bytes: 0,
}

/** Without a word of what still waits: nothing will be answered of them. Answers which they were. */
export async function dropActiveRuns(trx: Trx, collectionId: string): Promise<string[]> {
  const rows = await trx
    .updateTable('runs')
    .set({ state: 'cancelled', cancel_requested: 1, lease_owner: null, lease_expires_at: null })
    .where('collection_id', '=', collectionId)
    .where('state', 'in', active)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function findRun(db: Db, id: string): Promise<Run | undefined> {
  const [run] = await findRuns(db, [id])
  return run
}

export async function getRun(db: Db, id: string): Promise<Run> {
  const run = await findRun(db, id)
  if (run) return run
  throw problem('not-found', `No run ${id} exists.`)
}

/** What a run is compared with, and whether it saw enough of the site to miss anything. */
export async function getComparison(db: Db, id: string): Promise<Comparison> {
  const row = await db.selectFrom('runs').select(['previous_run_id', 'state']).where('id', '=', id).executeTakeFirst()
  return {
    id,
    previousRunId: row?.previous_run_id ?? null,
    isWhole: row?.state === 'succeeded' && !(await hasUnseenPages(db, id)),
  }
}

/** Those of a collection that is being deleted are gone. */
export async function findRuns(db: Db, ids: string[]): Promise<Run[]> {
  const rows = await db.selectFrom('runs').selectAll().where('id', 'in', ids).where(isOfKept).execute()
  return rows.map(toRun)
}

/** The latest run of each collection. */
export async function latestRuns(db: Db, collectionIds: string[]): Promise<Map<string, Run>> {
  const latest = db
    .selectFrom('runs')
    .select((eb) => eb.fn.max('id').as('id'))
    .where('collection_id', 'in', collectionIds)
    .groupBy('collection_id')
  const rows = await db.selectFrom('runs').selectAll().where('id', 'in', latest).execute()
  return new Map(rows.map((row) => [row.collection_id, toRun(row)]))
}

/** A queued run ends at once; a running one is asked to end, by whoever works on it. */
export async function requestCancel(trx: Trx, id: string, finishedAt: number): Promise<void> {
  const { state } = (await trx
    .updateTable('runs')
    .set({ cancel_requested: 1 })
    .where('id', '=', id)
    .where('state', 'in', active)
    .returning('state')
    .executeTakeFirst()) ?? { state: '' }
  if (state !== 'queued') return
  await finishRun(trx, { id, token: null, state: 'cancelled', error: 'Cancelled before it started.', finishedAt })
}
