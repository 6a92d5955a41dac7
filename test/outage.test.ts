/** The whole of Magpie while Postgres is away: the run goes on, people are told, and nothing is lost. */
import t, { type Test } from 'tap'
import type { CollectionAnswer, Run } from '#collect'
import { databaseUrl, temporaryFolder } from './support/databases.ts'
import { eventually } from './support/eventually.ts'
import { type Magpie, runEnded, startMagpie } from './support/magpie.ts'
import { picture } from './support/pictures.ts'
import { sharedPostgres } from './support/postgres.ts'
import { type Route, startSite } from './support/site.ts'
import { startProcess } from './support/start-process.ts'

const count = 20

/** A page whose images come when they are let go. */
async function heldSite(t: Test) {
  const door = Promise.withResolvers<void>()
  const images = await Promise.all(Array.from({ length: count }, async () => (await picture(50, 40)).png().toBuffer()))
  const held =
    (image: Buffer): Route =>
    (_request, response) =>
      void door.promise.then(() => response.end(image))
  const site = await startSite(t, {
    routes: {
      '/': `<img src=/first.png>${images.map((_, at) => `<img src=/${at}.png alt=${at}>`).join('')}<a href=/b>b</a>`,
      '/b': '<img src=/first.png><img src=/0.png><img src=/gone.png>',
      '/first.png': await (await picture(30, 30)).png().toBuffer(),
      ...Object.fromEntries(images.map((image, at) => [`/${at}.png`, held(image)])),
    },
  })
  return { site, open: () => door.resolve() }
}

/** A list of one image, for submissions while the database is away. */
async function otherSite(t: Test) {
  const site = await startSite(t, { routes: { '/other.png': await (await picture(60, 40)).png().toBuffer() } })
  return { images: [`${site.url}/other.png`] }
}

const post = ({ url }: Pick<Magpie, 'url'>, body: object, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/v1/collections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

const readiness = async ({ url }: Magpie) => (await fetch(`${url}/health/ready`)).json() as Promise<{ status: string }>
const isOk = ({ status }: { status: string }) => status === 'ok'
const isDegraded = ({ status }: { status: string }) => status === 'degraded'

/** Submissions are accepted, once for each key, and answered by the replica that has them. */
async function acceptsMeanwhile(t: Test, magpie: Magpie, list: { images: string[] }): Promise<CollectionAnswer> {
  const key = { 'idempotency-key': 'while away' }
  const accepted = await post(magpie, list, key)
  const collection = (await accepted.json()) as CollectionAnswer
  t.equal(accepted.status, 202)
  t.equal(accepted.headers.get('location'), `/api/v1/collections/${collection.id}`)
  t.match(collection, { url: null, images: 0, run: { state: 'queued', images: { found: 0 } } })
  t.match(await magpie.get(`/collections/${collection.id}`), { id: collection.id, run: { id: collection.run.id } })
  t.match(await (await post(magpie, list, key)).json(), { id: collection.id }, 'sent again')
  t.equal((await post(magpie, { ...list, name: 'another' }, key)).status, 422)
  await endsMeanwhile(t, magpie, collection)
  return collection
}

/** It begins at once, and whoever follows it sees how it goes. */
async function endsMeanwhile(t: Test, magpie: Magpie, { id, run }: CollectionAnswer) {
  await runEnded(magpie.app.server, run.id)
  const ended = await magpie.get<Run>(`/runs/${run.id}`)
  t.match(ended, { state: 'succeeded', images: { found: 1, stored: 1, waiting: 0 }, pages: { found: 0 }, error: null })
  t.ok(ended.bytes > 0 && ended.startedAt && ended.finishedAt)
  t.match(await magpie.get(`/collections/${id}`), { images: 1, bytes: ended.bytes, run: ended })
  t.ok(isDegraded(await readiness(magpie)), 'before the database is back')
}

/** What people and programs see while the database is away. */
async function tellsOfOutage(t: Test, magpie: Magpie) {
  for (const path of ['/collections', '/images', '/collections/019e0000-0000-7000-8000-000000000000']) {
    const answer = await fetch(`${magpie.url}/api/v1${path}`)
    t.strictSame([answer.status, answer.headers.get('content-type')], [503, 'application/problem+json'], path)
    t.ok(answer.headers.get('retry-after'))
  }
  await eventually(() => readiness(magpie), isDegraded)
  t.equal((await fetch(`${magpie.url}/health/ready`)).status, 200)
  t.equal((await fetch(`${magpie.url}/health/live`)).status, 200)
  const gallery = await fetch(`${magpie.url}/`)
  t.strictSame([gallery.status, gallery.headers.get('content-type')?.split(';')[0]], [200, 'text/html'])
  t.equal((await fetch(`${magpie.url}/api/v1/collections?limit=nonsense`)).status, 400, 'a mistake is still a mistake')
}

async function hasAll(t: Test, magpie: Magpie, runId: string) {
  t.match(await magpie.get<Run>(`/runs/${runId}`), {
    state: 'succeeded',
    pages: { found: 2, fetched: 2, skipped: 0, failed: 0, waiting: 0 },
    images: { found: count + 2, stored: count + 1, duplicate: 0, skipped: 0, failed: 1, waiting: 0 },
  })
  const { collectionId } = await magpie.get<Run>(`/runs/${runId}`)
  const { items } = await magpie.get<{ items: { id: string }[] }>(`/images?collection=${collectionId}`)
  t.equal(items.length, count + 1)
  for (const { id } of items) {
    const uses = await magpie.get<{ items: unknown[] }>(`/images/${id}/occurrences`)
    t.ok(uses.items.length > 0)
  }
  const collection = await magpie.get<CollectionAnswer>(`/collections/${collectionId}`)
  t.equal(collection.images, count + 1)
  t.equal(collection.bytes, collection.run.bytes)
}

/** What was accepted meanwhile is collected as everything else. */
async function isCollected(t: Test, magpie: Magpie, { id, run }: CollectionAnswer) {
  await runEnded(magpie.app.server, run.id)
  t.match(await magpie.get(`/collections/${id}`), { images: 1, run: { id: run.id, state: 'succeeded' } })
  t.equal((await magpie.get<{ items: unknown[] }>('/collections')).items.length, 2, 'nothing came twice')
}

for (const way of ['stop', 'kill'] as const) {
  t.test(`Postgres away in the middle of a run: it goes on, and all of it arrives (${way})`, async (t) => {
    const url = await databaseUrl(t, 'postgres')
    if (url === '') return
    const server = await sharedPostgres()
    const { site, open } = await heldSite(t)
    const magpie = await startMagpie(t, { DATABASE_URL: url, LEASE_MS: '1000', HOST_CONCURRENCY: '50' })
    const { run } = (await (await post(magpie, { url: `${site.url}/` })).json()) as CollectionAnswer
    await eventually(
      () => magpie.get<Run>(`/runs/${run.id}`),
      ({ images }) => images.stored === 1,
    )
    await server[way]()
    let isBack = false
    t.teardown(async () => void (!isBack && (await server.start())))
    await tellsOfOutage(t, magpie)
    const meanwhile = await acceptsMeanwhile(t, magpie, await otherSite(t))

    const answered = new Set<string>()
    const areAllAnswered = new Promise<void>((resolve) => {
      site.events.on('answered', (path) => answered.add(path).size >= count && resolve())
    })
    open()
    await areAllAnswered
    t.ok(isDegraded(await readiness(magpie)), 'fetched while the database was away')
    await server.start()
    isBack = true
    await eventually(() => readiness(magpie), isOk)
    await runEnded(magpie.app.server, run.id)
    await hasAll(t, magpie, run.id)
    await isCollected(t, magpie, meanwhile)
    const twice = site.hits.filter(({ url }, at) => site.hits.findIndex((hit) => hit.url === url) !== at)
    t.strictSame(twice, [], 'nothing was fetched twice')
  })
}

t.test('Postgres comes later than Magpie: it works by itself from then on', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const server = await sharedPostgres()
  const { site, open } = await heldSite(t)
  open()
  await server.stop()
  let isThere = false
  t.teardown(async () => void (!isThere && (await server.start())))
  const magpie = await startMagpie(t, { DATABASE_URL: url })
  await tellsOfOutage(t, magpie)
  const meanwhile = await acceptsMeanwhile(t, magpie, await otherSite(t))
  const { run } = (await (await post(magpie, { url: `${site.url}/` })).json()) as CollectionAnswer
  await server.start()
  isThere = true
  await runEnded(magpie.app.server, run.id)
  await hasAll(t, magpie, run.id)
  await isCollected(t, magpie, meanwhile)
})

t.test('Magpie is closed while Postgres is away: the next one has what it accepted', async (t) => {
  await inheritsFrom(t, async (environment) => {
    const { url, close } = await startMagpie(t, environment)
    return { url, end: close }
  })
})

t.test('Magpie is killed while Postgres is away: the next one has what it accepted', async (t) => {
  await inheritsFrom(t, async (environment) => {
    const { origin, kill } = await startProcess(t, environment)
    return { url: origin, end: kill }
  })
})

type Start = (environment: Record<string, string>) => Promise<{ url: string; end: () => Promise<void> }>

async function inheritsFrom(t: Test, start: Start) {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const server = await sharedPostgres()
  const list = await otherSite(t)
  const replica = { DATABASE_URL: url, DATA_DIR: temporaryFolder(t), LEASE_MS: '1000' }
  const first = await start(replica)
  await server.stop()
  let isThere = false
  t.teardown(async () => void (!isThere && (await server.start())))
  const answers = await Promise.all(['one', 'two', 'three'].map((name) => post(first, { ...list, name })))
  t.strictSame(
    answers.map(({ status }) => status),
    [202, 202, 202],
  )
  const accepted = await Promise.all(answers.map((answer) => answer.json() as Promise<CollectionAnswer>))
  await first.end()
  const next = await startMagpie(t, replica)
  for (const { id, run } of accepted) {
    t.match(await next.get(`/collections/${id}`), { id, run: { id: run.id, state: 'queued' } })
  }
  await server.start()
  isThere = true
  for (const { id, run } of accepted) {
    await runEnded(next.app.server, run.id)
    t.match(await next.get(`/collections/${id}`), { images: 1, run: { state: 'succeeded' } })
  }
}

t.test(
  'a website that is submitted while Postgres is away is collected meanwhile, and all of it arrives',
  async (t) => {
    const url = await databaseUrl(t, 'postgres')
    if (url === '') return
    const server = await sharedPostgres()
    const { site, open } = await heldSite(t)
    const magpie = await startMagpie(t, { DATABASE_URL: url, HOST_CONCURRENCY: '50', MAX_ACTIVE_RUNS: '2' })
    await server.stop()
    let isThere = false
    t.teardown(async () => void (!isThere && (await server.start())))
    const submit = async (body: object) => (await (await post(magpie, body)).json()) as CollectionAnswer
    const { run } = await submit({ url: `${site.url}/` })
    const twin = await submit({ url: `${site.url}/`, name: 'the same host' })
    const other = await submit(await otherSite(t))
    await runEnded(magpie.app.server, other.run.id)
    await eventually(
      () => magpie.get<Run>(`/runs/${run.id}`),
      ({ images }) => images.stored === 1,
    )
    t.match(await magpie.get(`/runs/${run.id}`), { state: 'running', images: { found: count + 2, waiting: count } })
    t.match(await magpie.get(`/runs/${twin.run.id}`), { state: 'queued' }, 'one run of a host at a time')
    const unwanted = await submit({ url: `${site.url}/`, name: 'the same host once more' })
    const cancelling = await fetch(`${magpie.url}/api/v1/runs/${unwanted.run.id}/cancel`, { method: 'POST' })
    t.match(await cancelling.json(), { id: unwanted.run.id, state: 'cancelled', images: { found: 0 } })
    await server.start()
    isThere = true
    await eventually(() => readiness(magpie), isOk)
    await eventually(
      () => magpie.get<Run>(`/runs/${run.id}`),
      ({ state, images }) => state === 'running' && images.waiting === count,
    )
    open()
    for (const { id } of [run, twin.run]) {
      await runEnded(magpie.app.server, id)
      await hasAll(t, magpie, id)
    }
    t.match(await magpie.get(`/runs/${other.run.id}`), { state: 'succeeded', images: { stored: 1 } })
    t.match(await magpie.get(`/runs/${unwanted.run.id}`), { state: 'cancelled', startedAt: null })
    const early = site.hits.filter(({ url }) => url === '/first.png')
    t.equal(early.length, 2, 'once for each run')
  },
)
