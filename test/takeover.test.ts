/** One Magpie leaves a run in its middle, another finishes it: what had its verdict is not asked for again. */
import t, { type Test } from 'tap'
import type { CollectionAnswer, Run } from '#collect'
import { databaseUrl } from './support/databases.ts'
import { eventually } from './support/eventually.ts'
import { runEnded, startMagpie } from './support/magpie.ts'
import { picture } from './support/pictures.ts'
import { type Route, type Site, startSite } from './support/site.ts'
import { startProcess } from './support/start-process.ts'

/** Six images that come at once, and six that come when the door is opened. */
async function heldSite(t: Test) {
  let isOpen = false
  const names = Array.from({ length: 6 }, (_, at) => `${at}.png`)
  const image = async () => (await picture(60, 40)).png().toBuffer()
  const late = await Promise.all(names.map(image))
  const held =
    (at: number): Route =>
    (_request, response) =>
      void (isOpen && response.end(late[at]))
  const page = names.map((name) => `<img src=/now/${name}><img src=/late/${name}>`).join('')
  const now = await Promise.all(names.map(async (name) => [`/now/${name}`, await image()] as const))
  const site = await startSite(t, {
    routes: {
      '/': `${page}<a href=/settled>settled</a>`,
      '/settled': '<img src=/now/0.png>',
      ...Object.fromEntries(now),
      ...Object.fromEntries(names.map((name, at) => [`/late/${name}`, held(at)])),
    },
  })
  const open = () => {
    isOpen = true
  }
  return { site, open }
}

function hitsOf(site: Site): Record<string, number> {
  const hits: Record<string, number> = {}
  for (const { url } of site.hits) hits[url] = (hits[url] ?? 0) + 1
  return hits
}

const environment = { LEASE_MS: '1000', HOST_CONCURRENCY: '40' }

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`closed in the middle of a run: the next one finishes it (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const { site, open } = await heldSite(t)
    const first = await startMagpie(t, { ...environment, DATABASE_URL: url })
    const submitted = await fetch(`${first.url}/api/v1/collections`, jsonOf({ url: `${site.url}/` }))
    const { run } = (await submitted.json()) as CollectionAnswer
    await eventually(() => first.get<Run>(`/runs/${run.id}`), hasTheFirstHalf)
    await first.close()
    open()

    const second = await startMagpie(t, { ...environment, DATABASE_URL: url })
    await isFinished(t, second, run.id, site)
  })

  t.test(`killed in the middle of a run: the next one finishes it when the lease is over (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const { site, open } = await heldSite(t)
    const { origin, kill } = await startProcess(t, { ...environment, DATABASE_URL: url })
    const submitted = await fetch(`${origin}/api/v1/collections`, jsonOf({ url: `${site.url}/` }))
    const { run } = (await submitted.json()) as CollectionAnswer
    const ask = async () => (await fetch(`${origin}/api/v1/runs/${run.id}`)).json() as Promise<Run>
    await eventually(ask, hasTheFirstHalf)
    await kill()
    open()

    const second = await startMagpie(t, { ...environment, DATABASE_URL: url })
    await isFinished(t, second, run.id, site)
  })
}

function hasTheFirstHalf({ images, pages }: Run): boolean {
  return images.stored === 6 && images.waiting === 6 && pages.fetched === 2
}

async function isFinished(t: Test, magpie: Awaited<ReturnType<typeof startMagpie>>, runId: string, site: Site) {
  await runEnded(magpie.app.server, runId)
  t.match(await magpie.get<Run>(`/runs/${runId}`), {
    state: 'succeeded',
    pages: { found: 2, fetched: 2, waiting: 0 },
    images: { found: 12, stored: 12, duplicate: 0, failed: 0, skipped: 0, waiting: 0 },
  })
  const { items } = await magpie.get<{ items: unknown[] }>('/images')
  t.equal(items.length, 12)
  const hits = hitsOf(site)
  const settled = Object.entries(hits).filter(([path]) => path.startsWith('/now/'))
  t.strictSame(
    settled.map(([, count]) => count),
    Array(6).fill(1),
    'images that had their verdict',
  )
  t.equal(hits['/settled'], 1, 'a page that was settled')
  t.equal(hits['/'], 2, 'a page that was not is read again')
}

function jsonOf(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
