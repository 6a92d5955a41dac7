/** Pages: one row per address of a run, with its verdict. */
import type { Kysely, Transaction } from 'kysely'
import { type Page, type PageQuery, toPage } from '#platform'
import { createTallies, holdRuns } from '../runs/tally.ts'
import type { PageRow } from '../schemas.ts'
import type { CollectTables, PageTable } from '../tables.ts'
import { type PageVerdict, pageCounts, pageVerdicts } from '../types.ts'
import { latestRows } from './latest-rows.ts'
import { keyOf, type SeenPage, toPageRow, toRow } from './page-rows.ts'

const failedVerdicts = pageVerdicts.filter((verdict) => pageCounts[verdict] === 'failed')

export const positionOnly = ['integer'] as const

/** The last that is said of a page counts; saying it again, or late, changes nothing. */
export async function storePages(trx: Transaction<CollectTables>, seen: SeenPage[]): Promise<void> {
  const runs = await holdRuns(
    trx,
    seen.map((page) => page.runId),
  )
  // A run that has ended waits for nothing.
  const said = seen.filter(
    ({ runId, verdict }) => runs.get(runId)?.isActive || (runs.has(runId) && verdict !== 'waiting'),
  )
  if (said.length === 0) return
  const known = await knownPages(trx, said.map(toRow))
  const rows = latestRows({ said: said.map(toRow), known, keyOf, progressOf })
  if (rows.length > 0) await upsert(trx, rows)
  await countPages(trx, rows, known)
}

type Known = Pick<PageTable, 'run_id' | 'page_key' | 'verdict' | 'settled'>

/** Found (and perhaps held back, as long as nobody else leads there), read, settled. */
function progressOf({ verdict, settled }: Known): number {
  return verdict === 'waiting' || (verdict === 'robots' && settled === 0) ? 0 : 1 + settled
}

async function countPages(trx: Transaction<CollectTables>, rows: PageTable[], before: Map<string, Known>) {
  const tallies = createTallies()
  const count = (row: Known, sign: 1 | -1) =>
    tallies.add(row.run_id, `pages_${pageCounts[row.verdict as PageVerdict]}`, sign)
  for (const row of rows) {
    const known = before.get(keyOf(row))
    if (known) count(known, -1)
    count(row, 1)
  }
  await tallies.store(trx)
}

async function knownPages(trx: Transaction<CollectTables>, rows: PageTable[]): Promise<Map<string, Known>> {
  const known = await trx
    .selectFrom('pages')
    .select(['run_id', 'page_key', 'verdict', 'settled'])
    .where('run_id', 'in', [...new Set(rows.map((row) => row.run_id))])
    .where(
      'page_key',
      'in',
      rows.map((row) => row.page_key),
    )
    .execute()
  return new Map(known.map((row) => [keyOf(row), row]))
}

async function upsert(trx: Transaction<CollectTables>, rows: PageTable[]): Promise<void> {
  await trx
    .insertInto('pages')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['run_id', 'page_key']).doUpdateSet((eb) => ({
        position: eb.ref('excluded.position'),
        depth: eb.ref('excluded.depth'),
        final_url: eb.ref('excluded.final_url'),
        verdict: eb.ref('excluded.verdict'),
        reason: eb.ref('excluded.reason'),
        status: eb.ref('excluded.status'),
        title: eb.ref('excluded.title'),
        images: eb.ref('excluded.images'),
        settled: eb.ref('excluded.settled'),
      })),
    )
    .execute()
}

export async function listPages(
  db: Kysely<CollectTables>,
  runId: string,
  { verdict, limit, after }: { verdict: string | undefined } & PageQuery,
): Promise<Page<PageRow>> {
  const rows = await db
    .selectFrom('pages')
    .selectAll()
    .where('run_id', '=', runId)
    .$if(verdict !== undefined, (query) => query.where('verdict', '=', String(verdict)))
    .$if(after !== undefined, (query) => query.where('position', '>', Number(after?.[0])))
    .orderBy('position')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, toPageRow, (row) => [row.position])
}

/** True where a page was not had that may show pictures: one that is not there (404, 410) shows none. */
export async function hasUnseenPages(db: Kysely<CollectTables>, runId: string): Promise<boolean> {
  const unseen = await db
    .selectFrom('pages')
    .select('position')
    .where('run_id', '=', runId)
    .where('verdict', 'in', failedVerdicts)
    .where((eb) => eb.or([eb('verdict', '<>', 'http-error'), eb('status', 'not in', [404, 410])]))
    .limit(1)
    .executeTakeFirst()
  return unseen !== undefined
}

/** Every page of a run, in the order of finding: where a run that is taken over goes on. */
export async function allPages(db: Kysely<CollectTables>, runId: string): Promise<SeenPage[]> {
  const rows = await db.selectFrom('pages').selectAll().where('run_id', '=', runId).orderBy('position').execute()
  return rows.map((row) => ({
    ...toPageRow(row),
    runId: row.run_id,
    position: row.position,
    settled: row.settled === 1,
  }))
}

/** Pages that wait to be read, found after a position, in the order of finding. */
export async function waitingPages(db: Kysely<CollectTables>, runId: string, afterPosition: number, limit: number) {
  const rows = await db
    .selectFrom('pages')
    .select(['url', 'depth', 'position'])
    .where('run_id', '=', runId)
    .where('verdict', '=', 'waiting')
    .where('position', '>', afterPosition)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, from: null }))
}
