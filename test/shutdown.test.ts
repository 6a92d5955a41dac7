/** SIGTERM: whatever is under way, the process ends in time, and leaves nothing that others would have to wait for. */
import pg from 'pg'
import t, { type Test } from 'tap'
import type { CollectionAnswer } from '#collect'
import { databaseUrl, temporaryFolder } from './support/databases.ts'
import { eventually } from './support/eventually.ts'
import { picture } from './support/pictures.ts'
import { startSilentProxy } from './support/silent-proxy.ts'
import { startSite } from './support/site.ts'
import { type MagpieProcess, startProcess } from './support/start-process.ts'

/** What the container's platform gives it. */
const limitMs = 10_000

/** A page that is read, an image that is stored, and images that never come. */
async function hangingSite(t: Test) {
  const image = await (await picture(30, 20)).png().toBuffer()
  const hang = () => {}
  const page = '<img src=/a.png><img src=/never.png><img src=/nor-this.png><a href=/no-page>none</a>'
  return startSite(t, {
    routes: { '/': page, '/a.png': image, '/never.png': hang, '/nor-this.png': hang, '/no-page': hang },
  })
}

/** A run under way, with somebody who follows it. */
async function atWork(t: Test, url: string, dataDir: string) {
  const site = await hangingSite(t)
  const lines: string[] = []
  const magpie = await startProcess(
    t,
    { DATABASE_URL: url, DATA_DIR: dataDir, LEASE_MS: '600000', LOG_LEVEL: 'info' },
    { onLine: (line) => void lines.push(line) },
  )
  const answer = await fetch(`${magpie.origin}/api/v1/collections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: `${site.url}/` }),
  })
  const { run } = (await answer.json()) as CollectionAnswer
  await eventually(
    async () => site.hits.map((hit) => hit.url),
    (urls) => urls.includes('/never.png') && urls.includes('/no-page'),
  )
  const follower = await fetch(`${magpie.origin}/api/v1/runs/${run.id}/events`)
  follower.text().catch(() => {}) // it is cut off
  return { magpie, run, lines }
}

async function endsInTime(t: Test, { send, ended }: MagpieProcess) {
  const start = performance.now()
  send('SIGTERM')
  const [code] = (await ended) as [number | null]
  t.equal(code, 0)
  t.ok(performance.now() - start < limitMs, `${Math.round(performance.now() - start)} ms`)
}

async function leasesLeft(url: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  const now = '(extract(epoch from clock_timestamp()) * 1000)'
  const { rows } = await client.query(`select count(*)::int as left from runs where lease_expires_at > ${now}`)
  await client.end()
  return rows[0].left
}

t.test('SIGTERM in the middle of a run: downloads are broken off, and its lease is let go of', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const { magpie } = await atWork(t, url, temporaryFolder(t))
  t.equal(await leasesLeft(url), 1)
  await endsInTime(t, magpie)
  t.equal(await leasesLeft(url), 0)
})

t.test('SIGTERM while Postgres says nothing: what is left waits in the spool', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const proxy = await startSilentProxy(t, url)
  const dataDir = temporaryFolder(t)
  const { magpie } = await atWork(t, proxy.url, dataDir)
  proxy.silence()
  await endsInTime(t, magpie)
  t.equal(await leasesLeft(url), 1)
  const next = await startProcess(t, { DATABASE_URL: url, DATA_DIR: dataDir })
  await eventually(
    () => leasesLeft(url),
    (left) => left === 1,
  )
  await endsInTime(t, next)
  t.equal(await leasesLeft(url), 0, 'the next process delivered it')
})

t.test('SIGTERM: not ready any more, and a second one ends it at once', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const proxy = await startSilentProxy(t, url)
  const { magpie } = await atWork(t, proxy.url, temporaryFolder(t))
  proxy.silence()
  magpie.send('SIGTERM')
  const { status } = await eventually(
    () => fetch(`${magpie.origin}/health/ready`),
    (answer) => answer.status === 503,
  )
  t.equal(status, 503)
  magpie.send('SIGTERM')
  const [code] = (await magpie.ended) as [number | null]
  t.equal(code, 1)
})
