/** What holds when several replicas on one database are asked at once. */
import t, { type Test } from 'tap'
import type { CollectionAnswer, Run } from '#collect'
import { openDatabase } from '#platform'
import type { CollectTables } from '../../../../src/modules/collect/tables.ts'
import { databaseUrl } from '../../../support/databases.ts'
import { eventually } from '../../../support/eventually.ts'
import { type Magpie, runEnded, startMagpie } from '../../../support/magpie.ts'
import { type Route, startSite } from '../../../support/site.ts'

t.test('one Idempotency-Key, two replicas at once: one collection (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const site = await startSite(t, { routes: { '/': 'page' } })
  const replicas = await Promise.all([startMagpie(t, { DATABASE_URL: url }), startMagpie(t, { DATABASE_URL: url })])
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all(
      replicas.map(({ app }) =>
        app.server.inject({
          method: 'POST',
          url: '/api/v1/collections',
          headers: { 'idempotency-key': `round ${round}` },
          payload: { url: `${site.url}/` },
        }),
      ),
    )
    t.strictSame(
      answers.map(({ statusCode }) => statusCode),
      [202, 202],
    )
    t.equal(new Set(answers.map((answer) => answer.json<CollectionAnswer>().id)).size, 1)
  }
  const [first] = replicas
  const { items } = await first.get<{ items: CollectionAnswer[] }>('/collections')
  t.equal(items.length, 10)
})

t.test('collect again, two replicas at once: one run (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const held: (() => void)[] = []
  let isHolding = false
  const site = await startSite(t, {
    routes: {
      '/': (_request, response) => {
        if (isHolding) held.push(() => response.end('page'))
        else response.end('page')
      },
    },
  })
  const replicas = await Promise.all([startMagpie(t, { DATABASE_URL: url }), startMagpie(t, { DATABASE_URL: url })])
  const { collection } = await replicas[0].collect(`${site.url}/`)
  isHolding = true
  const answers = await Promise.all(
    [...replicas, ...replicas].map(({ app }) =>
      app.server.inject({ method: 'POST', url: `/api/v1/collections/${collection.id}/runs` }),
    ),
  )
  t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [202, 409, 409, 409])
  const run = answers.find(({ statusCode }) => statusCode === 202)?.json<Run>()
  await replicas[1].app.server.inject({ method: 'POST', url: `/api/v1/runs/${run?.id}/cancel` })
  for (const end of held) end()
})

/** Pages without end, a few at a time, each with another image that takes its time. */
async function slowSite(t: Test) {
  const page: Route = ({ url }, response) => {
    const number = Number(url?.slice(1) || 0)
    setTimeout(() => response.end(`<img src=/i${number}.png><a href=/${number + 1}>next</a>`), 20)
  }
  return startSite(t, { routes: new Proxy({}, { get: () => page }) as Record<string, Route> })
}

/** A run on the first of two replicas. */
async function running(t: Test, url: string) {
  const site = await slowSite(t)
  const first = await startMagpie(t, { DATABASE_URL: url })
  const payload = { url: `${site.url}/`, maxPages: 100_000 }
  const answer = await first.app.server.inject({ method: 'POST', url: '/api/v1/collections', payload })
  const { run } = answer.json<CollectionAnswer>()
  await eventually(
    () => first.get<Run>(`/runs/${run.id}`),
    ({ pages }) => pages.fetched > 2,
  )
  return { site, first, run, second: await startMagpie(t, { DATABASE_URL: url }) }
}

const activeRuns = async ({ app }: Magpie) => /^magpie_runs_active (\d+)$/m.exec(await metricsOf(app.server))?.[1]
const metricsOf = async (server: Magpie['app']['server']) => (await server.inject('/metrics')).body
const areOver = (active: string | undefined) => active === '0'

t.test('cancel: asked of one replica, a run on another ends within two seconds (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const { site, second, run } = await running(t, url)
  const start = performance.now()
  t.equal((await second.app.server.inject({ method: 'POST', url: `/api/v1/runs/${run.id}/cancel` })).statusCode, 202)
  await runEnded(second.app.server, run.id)
  const tookMs = performance.now() - start
  t.ok(tookMs < 2000, `${Math.round(tookMs)} ms`)
  const ended = await second.get<Run>(`/runs/${run.id}`)
  t.match(ended, { state: 'cancelled', pages: { waiting: 0 }, images: { waiting: 0 } })
  t.ok(site.hits.every(({ at }) => at - start < 2000))
})

t.test('lease: a replica that has lost it stops within a second (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const { site, first, run } = await running(t, url)
  const database = openDatabase({ url })
  t.teardown(() => database.close())
  await database
    .tables<CollectTables>()
    .updateTable('runs')
    .set((eb) => ({ fencing_token: eb('fencing_token', '+', 1), lease_owner: 'another' }))
    .where('id', '=', run.id)
    .execute()
  const start = performance.now()
  await eventually(() => activeRuns(first), areOver)
  const last = Math.max(...site.hits.map(({ at }) => at))
  t.ok(last - start < 1000, `${Math.round(last - start)} ms`)
  t.match(await first.get(`/runs/${run.id}`), { state: 'running', finishedAt: null }, 'it says nothing of its end')
})
