/** Runs that begin before the database has them: how their beginning arrives, and how they are counted meanwhile. */
import t from 'tap'
import type { Run } from '#collect'
import { runBegun, runFinished } from '../../../../../src/modules/collect/records.ts'
import { createEarlyProgress } from '../../../../../src/modules/collect/runs/early/progress.ts'
import { createLeases, type Lease } from '../../../../../src/modules/collect/runs/lease.ts'
import { getRun } from '../../../../../src/modules/collect/runs/run-repository.ts'
import type { CollectTables } from '../../../../../src/modules/collect/tables.ts'
import { onEveryDatabase } from '../../../../support/databases.ts'
import { collected, page, resource, store, submission } from '../../../../support/facts.ts'

const early = (run: { runId: string; collectionId: string }): Lease => ({
  ...run,
  host: 'a.test',
  token: 1,
  attempts: 1,
})
const begun = (id: string) => runBegun.record({ id, owner: 'early', leaseMs: 60_000, startedAt: 5 })
const ended = (id: string) => runFinished.record({ id, token: 1, state: 'succeeded', error: null, finishedAt: 9 })

onEveryDatabase('beginning: it arrives, twice, and the run is its replica’s', async (t, database) => {
  const run = await collected(database, 'http://a.test/')
  const leases = createLeases({ database, owner: 'another', leaseMs: 60_000 })
  await store(database, begun(run.runId))
  await store(database, begun(run.runId))
  const db = database.tables<CollectTables>()
  t.match(await getRun(db, run.runId), { state: 'running', startedAt: new Date(5).toISOString() })
  t.equal(await leases.claim(), undefined, 'nobody else has it')
  const lease = early(run)
  t.strictSame([...(await leases.renew([lease])).values()], ['kept'])
  await store(database, ended(run.runId))
  await store(database, begun(run.runId))
  t.match(await getRun(db, run.runId), { state: 'succeeded' }, 'said again after its end')
})

onEveryDatabase(
  'beginning: another replica was quicker: the run is lost, and its end is not heard',
  async (t, database) => {
    const run = await collected(database, 'http://a.test/')
    const leases = createLeases({ database, owner: 'another', leaseMs: 60_000 })
    const claimed = (await leases.claim()) as Lease
    await store(database, begun(run.runId), ended(run.runId))
    t.match(await getRun(database.tables<CollectTables>(), run.runId), { state: 'running' })
    const renewals = await leases.renew([early(run), claimed])
    t.strictSame([...renewals.values()], ['lost', 'kept'])
  },
)

t.test('progress: the numbers add up at every moment, and at the end nothing waits', async (t) => {
  const progress = createEarlyProgress(() => 0)
  const made = submission('http://a.test/')
  const { runId } = made
  progress.pages([page(runId, '0', { position: 0 })])
  t.equal(progress.find(runId), undefined, 'not begun here')
  progress.begin(made)
  progress.pages([
    page(runId, '0', { position: 0, verdict: 'fetched' }),
    page(runId, '1', { position: 1, verdict: 'waiting' }),
  ])
  progress.resources([resource(runId, '0', { position: 0, verdict: 'waiting' })])
  progress.resources([resource(runId, '1', { position: 1, verdict: 'stored', bytes: 100 })])
  progress.resources([resource(runId, '1', { position: 1, verdict: 'stored', bytes: 100 })])
  t.match(progress.find(runId), {
    state: 'running',
    pages: { found: 2, fetched: 1, waiting: 1 },
    images: { found: 2, stored: 1, waiting: 1 },
    bytes: 100,
  })
  progress.end(runId, { state: 'partial', error: 'a limit' })
  const { pages, images, ...run } = progress.find(runId) as Run
  t.match(run, { state: 'partial', error: 'a limit', finishedAt: new Date(0).toISOString(), bytes: 100 })
  t.match(
    { pages, images },
    { pages: { found: 2, skipped: 1, waiting: 0 }, images: { found: 2, skipped: 1, waiting: 0 } },
  )
  progress.forget(runId)
  t.equal(progress.find(runId), undefined)
})
