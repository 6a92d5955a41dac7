/** Trying again what failed in a run, and only that. */
import t from 'tap'
import type { CollectionAnswer, Run } from '#collect'
import { collectSite, findingsOf, png } from '../../../support/collecting.ts'
import { type Magpie, runEnded } from '../../../support/magpie.ts'
import { startSite } from '../../../support/site.ts'

async function retry(magpie: Magpie, runId: string) {
  return magpie.app.server.inject({ method: 'POST', url: `/api/v1/runs/${runId}/retry` })
}

async function retryToItsEnd(magpie: Magpie, runId: string): Promise<Run> {
  const answer = await retry(magpie, runId)
  if (answer.statusCode !== 202) throw new Error(answer.body)
  await runEnded(magpie.app.server, runId)
  return magpie.get<Run>(`/runs/${runId}`)
}

t.test('retry: failed pages and images alone are asked for, and stand where they belong', async (t) => {
  const routes: Record<string, object> = {
    '/': '<title>Home</title><a href=/down>d</a><a href=/up>u</a><img src=good.png><h2>Below</h2><figure><img src=bad.png alt=Bad><figcaption>Worse</figcaption></figure>' as never,
    '/up': '<title>Up</title><img srcset="best.png 2x, worse.png 1x"><img src=/bad.png>' as never,
    '/down': { status: 404 },
    '/good.png': await png(),
    '/bad.png': { status: 404 },
    '/best.png': { status: 404 },
    '/worse.png': await png(),
  }
  const { magpie, site, run, asked } = await collectSite(t, routes as never)
  t.match(run, { state: 'succeeded', pages: { failed: 1 }, images: { stored: 2, failed: 2 } })
  Object.assign(routes, {
    '/down': '<img src=below.png>',
    '/below.png': await png(),
    '/bad.png': await png(),
    '/best.png': await png(),
  })
  const before = asked().length
  const again = await retryToItsEnd(magpie, run.id)
  const { resources, pages } = await findingsOf(magpie, again, site)
  t.strictSame(
    asked()
      .slice(before)
      .filter((path) => path !== '/robots.txt')
      .sort(),
    ['/bad.png', '/below.png', '/best.png', '/down'],
  )
  t.match(again, { id: run.id, state: 'succeeded', pages: { failed: 0, fetched: 3 }, images: { failed: 0, stored: 5 } })
  t.match(pages['/down'], { verdict: 'fetched', images: 1 })
  const { occurrences } = await magpie.get<{ occurrences: object[] }>(`/images/${resources['/bad.png']?.image}`)
  t.strictSame(
    (occurrences as Record<'page' | 'alt' | 'caption' | 'heading', string>[])
      .map(({ page, alt, caption, heading }) => [page.replace(site.url, ''), alt, caption, heading])
      .sort(),
    [
      ['/', 'Bad', 'Worse', 'Below'],
      ['/up', null, null, null],
    ],
  )
  const best = await magpie.get<{ occurrences: object[] }>(`/images/${resources['/best.png']?.image}`)
  t.match(best.occurrences, [{ url: `${site.url}/best.png`, alternates: [`${site.url}/worse.png`] }])
})

t.test('retry: a start page that could not be had', async (t) => {
  const routes: Record<string, object> = { '/': { status: 404 } }
  const { magpie, run } = await collectSite(t, routes as never)
  t.match(run, { state: 'failed', error: /404/ })
  Object.assign(routes, { '/': '<img src=a.png>', '/a.png': await png() })
  t.match(await retryToItsEnd(magpie, run.id), { state: 'succeeded', error: null, images: { stored: 1 } })
})

t.test('retry: of nothing that failed, the run ends as it was', async (t) => {
  const { magpie, run, asked } = await collectSite(t, { '/': '<title>Fine</title>' })
  const before = asked().length
  const again = await retryToItsEnd(magpie, run.id)
  t.match(again, { state: 'succeeded', pages: run.pages, images: run.images })
  t.equal(asked().length, before)
})

t.test('retry: not while the run or another of its collection goes on, and not of a run that is unknown', async (t) => {
  const hold = Promise.withResolvers<void>()
  const routes: Record<string, object> = { '/': '<title>Quick</title>' as never }
  const { magpie, run, collection } = await collectSite(t, routes as never)
  routes['/'] = ((_request: unknown, response: { end(): void }) =>
    void hold.promise.then(() => response.end())) as never
  const url = `/api/v1/collections/${collection.id}/runs`
  const next = (await magpie.app.server.inject({ method: 'POST', url })).json<Run>()
  for (const id of [run.id, next.id]) {
    const refused = await retry(magpie, id)
    t.match(refused.json(), { status: 409, type: '/problems/run-active' })
  }
  t.equal((await retry(magpie, '01900000-0000-7000-8000-000000000000')).statusCode, 404)
  hold.resolve()
  await runEnded(magpie.app.server, next.id)
  t.equal((await magpie.get<CollectionAnswer>(`/collections/${collection.id}`)).run.id, next.id)
})

t.test('retry: a site that its start page redirects to is known again', async (t) => {
  const routes: Record<string, object> = { '/home': '<a href=/down>d</a>' as never, '/down': { status: 404 } }
  const there = await startSite(t, { address: '127.0.0.2', routes: routes as never })
  const { magpie, run } = await collectSite(t, { '/': { status: 301, headers: { location: `${there.url}/home` } } })
  t.match(run, { pages: { failed: 1 } })
  Object.assign(routes, { '/down': '<img src=a.png>', '/a.png': await png() })
  t.match(await retryToItsEnd(magpie, run.id), { state: 'succeeded', pages: { failed: 0 }, images: { stored: 1 } })
})

t.test('retry: a site that its start page refreshes itself to is known again', async (t) => {
  const routes: Record<string, object> = { '/home': '<a href=/down>d</a>' as never, '/down': { status: 404 } }
  const there = await startSite(t, { address: '127.0.0.2', routes: routes as never })
  const { magpie, run } = await collectSite(t, {
    '/': `<meta http-equiv=refresh content="0; url=${there.url}/home">`,
  })
  t.match(run, { pages: { fetched: 2, failed: 1 } })
  Object.assign(routes, { '/down': '<a href=/next>n</a>', '/next': '<img src=a.png>', '/a.png': await png() })
  const again = await retryToItsEnd(magpie, run.id)
  t.match(again, { state: 'succeeded', pages: { fetched: 4, failed: 0 }, images: { stored: 1 } })
})

t.test('retry: what failed has its place within the limit of pages; what was left unread stays so', async (t) => {
  const routes: Record<string, object> = {
    '/': '<a href=/down>d</a><a href=/a>a</a><a href=/b>b</a><a href=/c>c</a>' as never,
    '/a': '<title>A</title>' as never,
    '/b': '<title>B</title>' as never,
    '/c': '<title>C</title>' as never,
    '/down': { status: 404 },
  }
  const { magpie, run, site } = await collectSite(t, routes as never, { maxPages: 3 })
  t.match(run, { state: 'partial', pages: { fetched: 3, failed: 1, skipped: 1 } })
  routes['/down'] = '<title>Up</title>' as never
  const again = await retryToItsEnd(magpie, run.id)
  t.match(again, { state: 'partial', error: /limit of 3 pages; 1 more/, pages: { fetched: 4, failed: 0, skipped: 1 } })
  t.match((await findingsOf(magpie, again, site)).pages['/down'], { verdict: 'fetched' })
})

t.test('retry: what a cancelled run did not get to is left, and is not gone', async (t) => {
  const hold = Promise.withResolvers<void>()
  const arrived = Promise.withResolvers<void>()
  const routes: Record<string, object> = {
    '/': '<a href=/p>p</a>' as never,
    '/p': '<img src=a.png><a href=/q>q</a>' as never,
    '/q': '<img src=b.png>' as never,
    '/a.png': await png(41),
    '/b.png': await png(42),
  }
  const { magpie, collection, run } = await collectSite(t, routes as never)
  t.match(run, { state: 'succeeded', images: { stored: 2 } })
  routes['/p'] = ((_request: unknown, response: { end(): void }) => {
    arrived.resolve()
    void hold.promise.then(() => response.end())
  }) as never
  const post = (path: string) => magpie.app.server.inject({ method: 'POST', url: `/api/v1${path}` })
  const { id } = (await post(`/collections/${collection.id}/runs`)).json<Run>()
  await arrived.promise
  await post(`/runs/${id}/cancel`)
  await runEnded(magpie.app.server, id)
  hold.resolve()
  t.match(await magpie.get(`/runs/${id}`), { state: 'cancelled', pages: { fetched: 1, skipped: 1 } })
  const again = await retryToItsEnd(magpie, id)
  t.match(again, { state: 'partial', error: /stopped before, with 1 page left/, pages: { fetched: 1, skipped: 1 } })
  t.match(again.changes, { gone: 0 })
})
