/** GET /metrics: the numbers of one replica, as Prometheus reads them. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { type Asked, ask } from '../support/ask.ts'
import { eventually } from '../support/eventually.ts'
import { type Families, numberIn, readExposition } from '../support/exposition.ts'
import { type CollectedSite, collectImageSite } from '../support/image-site.ts'
import { type Magpie, startMagpie } from '../support/magpie.ts'
import { startSite } from '../support/site.ts'

async function scrape({ url }: Pick<Magpie, 'url'>, headers: Record<string, string> = {}): Promise<Families> {
  const { status, text } = await ask(url, { path: '/metrics', headers })
  if (status !== 200) throw new Error(`GET /metrics: ${status} ${text}`)
  return readExposition(text)
}

const requests = 'magpie_http_request_duration_seconds'

const routesIn = (families: Families) => new Set(families.get(requests)?.samples.map(({ labels }) => labels.route))

t.test(
  'every line is of the format; every metric has its type, a sentence of help, and a name as the rules have it',
  async (t) => {
    const magpie = await startMagpie(t)
    const answer = await ask(magpie.url, { path: '/metrics' })
    t.match(answer.headers['content-type'], /^text\/plain; version=0\.0\.4; charset=utf-8$/)
    t.equal(answer.headers['cache-control'], 'no-store')
    t.equal(answer.headers['x-content-type-options'], 'nosniff')
    for (const { name, help, type } of readExposition(answer.text).values()) {
      t.match(name, /^(magpie|nodejs|process)_[a-z_]+$/)
      t.match(help, /^[A-Z0-9].{15,}\.$/, name)
      t.equal(name.endsWith('_total'), type === 'counter', name)
    }
  },
)

t.test('the process: its processor time, its memory, its event loop', async (t) => {
  const families = await scrape(await startMagpie(t))
  const rss = numberIn(families, 'process_resident_memory_bytes') ?? 0
  t.ok(rss > 10 * 1024 ** 2 && rss < 64 * 1024 ** 3)
  t.ok(Number(numberIn(families, 'process_cpu_seconds_total')) > 0)
  const started = Number(numberIn(families, 'process_start_time_seconds'))
  t.ok(started > Date.now() / 1000 - 3600 && started < Date.now() / 1000)
  t.match(numberIn(families, 'nodejs_eventloop_lag_seconds', { quantile: '0.99' }), Number)
  t.ok(Number(numberIn(families, 'nodejs_active_resources', { type: 'TCPServerWrap' })) > 0)
})

t.test('the event loop: a stop shows at the next scrape, and is forgotten then', async (t) => {
  const magpie = await startMagpie(t)
  const worst = async () => Number(numberIn(await scrape(magpie), 'nodejs_eventloop_lag_seconds', { quantile: '1' }))
  const stopAndScrape = async () => {
    const until = performance.now() + 300
    while (performance.now() < until);
    return worst()
  }
  t.ok(await eventually(stopAndScrape, (lag) => lag > 0.2))
  t.ok((await eventually(worst, (lag) => lag < 0.2)) >= 0)
})

t.test('a collected site: verdicts and requests are counted, and nothing waits', async (t) => {
  const { magpie, run }: CollectedSite = await collectImageSite(t)
  const families = await scrape(magpie)
  const verdict = (name: string) => numberIn(families, 'magpie_images_total', { verdict: name })
  t.equal(verdict('stored'), run.images.stored + run.images.duplicate)
  t.equal(verdict('http-error'), run.images.failed)
  t.equal(verdict('waiting'), undefined)
  t.equal(verdict('timeout'), 0, 'is there before it happens')
  t.equal(numberIn(families, 'magpie_runs_active'), 0)
  t.equal(numberIn(families, 'magpie_images_waiting'), 0)
  t.equal(numberIn(families, 'magpie_images_waiting_bytes'), 0)
  t.strictSame(journalIn(families), { up: 1, room: 1, deadLetters: 0 })
  const submission = { method: 'POST', route: '/api/v1/collections', status_code: '202' }
  t.equal(numberIn(families, `${requests}_count`, submission), 1)
  t.ok(Number(numberIn(families, `${requests}_sum`, submission)) > 0)
})

function journalIn(families: Families) {
  return {
    up: numberIn(families, 'magpie_database_up'),
    room: numberIn(families, 'magpie_journal_has_room'),
    deadLetters: numberIn(families, 'magpie_dead_letters_total'),
  }
}

t.test('a run that is under way: active here', async (t) => {
  const site = await startSite(t, { routes: { '/': () => {} } })
  const magpie = await startMagpie(t)
  const body = { url: `${site.url}/` }
  await ask(magpie.url, { method: 'POST', path: '/api/v1/collections', body })
  const active = async () => numberIn(await scrape(magpie), 'magpie_runs_active')
  t.equal(await eventually(active, (count) => count === 1), 1)
})

t.test('requests: by the pattern of the route, whatever the address; streams of events are left out', async (t) => {
  const { magpie, run, collection } = await collectImageSite(t)
  await ask(magpie.url, { path: `/api/v1/runs/${run.id}?x=${randomUUID()}` })
  await ask(magpie.url, { path: `/api/v1/collections/${collection.id}` })
  await ask(magpie.url, { path: `/api/v1/runs/${run.id}/events` })
  const routes = routesIn(await scrape(magpie))
  t.ok(routes.has('/api/v1/runs/:id') && routes.has('/api/v1/collections/:id'))
  t.notOk(routes.has('/api/v1/runs/:id/events'))
})

t.test('addresses without a route: one series, however many there are', async (t) => {
  const magpie = await startMagpie(t)
  const miss = () => ask(magpie.url, { path: `/${randomUUID()}/${randomUUID()}?${randomUUID()}` })
  await miss()
  await scrape(magpie)
  const before = await scrape(magpie)
  for (let count = 0; count < 100; count++) await miss()
  const after = await scrape(magpie)
  t.equal(after.get(requests)?.samples.length, before.get(requests)?.samples.length)
  t.strictSame(routesIn(after), new Set(['/metrics', 'unmatched']))
  t.equal(numberIn(after, `${requests}_count`, { route: 'unmatched', status_code: '404' }), 101)
})

t.test('with a token: asks for it, and what was refused is counted too', async (t) => {
  const magpie = await startMagpie(t, { API_TOKEN: 'secret' })
  t.equal((await ask(magpie.url, { path: '/metrics' })).status, 401)
  t.equal((await ask(magpie.url, { path: '/%6detrics' })).status, 401)
  const families = await scrape(magpie, { authorization: 'Bearer secret' })
  t.equal(numberIn(families, `${requests}_count`, { route: '/metrics', status_code: '401' }), 2)
})

t.test('like any other route: HEAD without a body, 405 with Allow, 400 for what nobody reads', async (t) => {
  const { url } = await startMagpie(t)
  const asked = async (what: Partial<Asked>) => ask(url, { path: '/metrics', ...what })
  const head = await asked({ method: 'HEAD' })
  t.strictSame([head.status, head.text], [200, ''])
  const refused = await asked({ method: 'POST' })
  t.strictSame([refused.status, refused.headers.allow], [405, 'GET, HEAD'])
  t.equal((await asked({ path: '/metrics?x=1' })).status, 400)
})

t.test('the database is away: answers, and says so', async (t) => {
  const magpie = await startMagpie(t, { DATABASE_URL: 'postgres://127.0.0.1:1/none' })
  const isAway = (families: Families) => numberIn(families, 'magpie_database_up') === 0
  t.strictSame(journalIn(await eventually(() => scrape(magpie), isAway)), { up: 0, room: 1, deadLetters: 0 })
  const body = { images: ['http://127.0.0.1:1/a.png'] }
  t.equal((await ask(magpie.url, { method: 'POST', path: '/api/v1/collections', body })).status, 202)
  const families = await scrape(magpie)
  t.ok(Number(numberIn(families, 'magpie_journal_records')) > 0)
  t.ok(Number(numberIn(families, 'magpie_journal_spool_bytes')) > 0)
})

t.test('two in one process: each has its own numbers, and goes on when the other ends', async (t) => {
  const [one, other] = [await startMagpie(t), await startMagpie(t)]
  for (const path of ['/a', '/b', '/c']) await ask(one.url, { path })
  const misses = async (magpie: Magpie) => numberIn(await scrape(magpie), `${requests}_count`, { route: 'unmatched' })
  t.equal(await misses(one), 3)
  t.equal(await misses(other), undefined)
  await one.close()
  t.equal(await misses(other), undefined)
})
