/** Opens a run again for what failed in it, and for nothing else. */
import type { Kysely, Transaction } from 'kysely'
import type { CollectTables } from '../tables.ts'
import { pageCounts, resourceCounts } from '../types.ts'
import { holdCollection } from './run-repository.ts'
import { createTallies, holdRuns } from './tally.ts'

export interface RetriedRun {
  id: string
  /** When it had ended: asked for twice, it is opened once. */
  finishedAt: number
}

type Trx = Transaction<CollectTables>

/** Of the counts, those that name what another try may heal. */
const failedPages = verdictsOf(pageCounts)
const failedResources = verdictsOf(resourceCounts)

/** Nothing where the run goes on already, or is not the latest of its collection. */
export async function retryRun(trx: Trx, { id, finishedAt }: RetriedRun): Promise<void> {
  const run = await trx.selectFrom('runs').select('collection_id').where('id', '=', id).executeTakeFirst()
  if (!run) return
  // Runs before collections, as every batch has it.
  await holdRuns(trx, [id])
  if (!(await holdCollection(trx, run.collection_id))) return
  if (!(await open(trx, id, finishedAt))) return
  const tallies = createTallies()
  const pages = await waitForPages(trx, id)
  const resources = await waitForResources(trx, id)
  for (const verdict of pages) tallies.move(id, `pages_${pageCounts[verdict]}`, 'pages_waiting')
  for (const verdict of resources) tallies.move(id, `images_${resourceCounts[verdict]}`, 'images_waiting')
  await tallies.store(trx)
}

/** Whether somebody asked to try again what failed in it. */
export async function wasRetried(db: Kysely<CollectTables>, id: string): Promise<boolean> {
  const run = await db.selectFrom('runs').select('retries').where('id', '=', id).executeTakeFirst()
  return (run?.retries ?? 0) > 0
}

async function open(trx: Trx, id: string, finishedAt: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('runs')
    .set((eb) => ({
      state: 'queued',
      started_at: null,
      finished_at: null,
      error: null,
      cancel_requested: 0,
      attempts: 0,
      retries: eb('retries', '+', 1),
      // Whoever worked on it before is not heard any more.
      fencing_token: eb('fencing_token', '+', 1),
      changes_new: null,
      changes_changed: null,
      changes_unchanged: null,
      changes_gone: null,
    }))
    .where('id', '=', id)
    .where('finished_at', '=', finishedAt)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('runs as other')
            .select('other.id')
            .whereRef('other.collection_id', '=', 'runs.collection_id')
            .whereRef('other.id', '>', 'runs.id'),
        ),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A start page that could not be read is worth another try whatever the reason was. */
async function waitForPages(trx: Trx, id: string) {
  const failed = await trx
    .selectFrom('pages')
    .select(['page_key', 'verdict'])
    .where('run_id', '=', id)
    .where((eb) =>
      eb.or([eb('verdict', 'in', failedPages), eb.and([eb('position', '=', 0), eb('verdict', '<>', 'fetched')])]),
    )
    .execute()
  await inShares(failed, (share) =>
    trx
      .updateTable('pages')
      .set({ verdict: 'waiting', reason: null, status: null, settled: 0 })
      .where('run_id', '=', id)
      .where(
        'page_key',
        'in',
        share.map((row) => row.page_key),
      )
      .execute(),
  )
  return failed.map((row) => row.verdict as keyof typeof pageCounts)
}

/** A picture that is inlined in its page is as broken as it was. */
async function waitForResources(trx: Trx, id: string) {
  const failed = await trx
    .selectFrom('resources')
    .select(['url_key', 'verdict'])
    .where('run_id', '=', id)
    .where('verdict', 'in', failedResources)
    .where('url', 'not like', 'data:%')
    .execute()
  await inShares(failed, (share) =>
    trx
      .updateTable('resources')
      .set({ verdict: 'waiting', reason: null, status: null })
      .where('run_id', '=', id)
      .where(
        'url_key',
        'in',
        share.map((row) => row.url_key),
      )
      .execute(),
  )
  return failed.map((row) => row.verdict as keyof typeof resourceCounts)
}

/** A statement takes so many parameters and no more. */
const shareLength = 500

async function inShares<Row>(rows: Row[], update: (share: Row[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += shareLength) await update(rows.slice(start, start + shareLength))
}

function verdictsOf<Verdict extends string>(counts: Record<Verdict, string>): Verdict[] {
  return (Object.keys(counts) as Verdict[]).filter((verdict) => counts[verdict] === 'failed')
}
