/** Lists of images: taken as they are, without a crawl. */
import t, { type Test } from 'tap'
import type { CollectionAnswer, Run } from '#collect'
import { findingsOf, png } from '../../../support/collecting.ts'
import { type Magpie, runEnded, startMagpie } from '../../../support/magpie.ts'
import { type Route, startSite } from '../../../support/site.ts'

async function submit(magpie: Magpie, payload: object | string, type = 'application/json') {
  const headers = { 'content-type': type }
  return magpie.app.server.inject({ method: 'POST', url: '/api/v1/collections', payload, headers })
}

async function collectList(t: Test, routes: Record<string, Route>, list: (site: string) => object | string) {
  const site = await startSite(t, { routes })
  const magpie = await startMagpie(t)
  const given = list(site.url)
  const answer = await submit(magpie, given, typeof given === 'string' ? 'text/plain' : undefined)
  if (answer.statusCode !== 202) throw new Error(answer.body)
  const { id, run } = answer.json<CollectionAnswer>()
  await runEnded(magpie.app.server, run.id)
  const collection = await magpie.get<CollectionAnswer>(`/collections/${id}`)
  const asked = () => site.hits.map(({ url }) => url)
  return { site, magpie, collection, asked, ...(await findingsOf(magpie, collection.run, site)) }
}

t.test('list: each address once, with its verdict, and no page is read', async (t) => {
  const { collection, run, resources, asked, magpie, site } = await collectList(
    t,
    { '/a.png': await png(), '/b-300x200.png': await png(300, 200), '/page': '<img src=/hidden.png>' },
    (site) => ({
      name: 'Mine',
      images: [
        `${site}/a.png`,
        { url: `${site}/b-300x200.png`, alt: 'B', page: `${site}/page` },
        `${site}/a.png#twice`,
        `${site}/none.png`,
        `${site}/page`,
        'http://127.0.0.3/x.png',
      ],
    }),
  )
  t.match(collection, { url: null, name: 'Mine', images: 2 })
  t.match(run, { state: 'succeeded', pages: { found: 0 }, images: { found: 5, stored: 2, skipped: 2, failed: 1 } })
  t.match(resources, {
    '/a.png': { verdict: 'stored', element: 'list', page: '' },
    '/b-300x200.png': { verdict: 'stored', page: `${site.url}/page` },
    '/none.png': { verdict: 'http-error' },
    '/page': { verdict: 'not-an-image' },
    'http://127.0.0.3/x.png': { verdict: 'refused-address' },
  })
  t.notOk(asked().includes('/b.png'), 'as they are: no larger form is looked for')
  const { occurrences } = await magpie.get<{ occurrences: object[] }>(`/images/${resources['/b-300x200.png']?.image}`)
  t.match(occurrences, [{ page: `${site.url}/page`, alt: 'B', element: 'list' }])
  t.equal(site.hits.find(({ url }) => url === '/b-300x200.png')?.headers.referer, `${site.url}/page`)
  t.equal(site.hits.find(({ url }) => url === '/a.png')?.headers.referer, undefined)
})

t.test('list: one image on two pages is used twice', async (t) => {
  const { run, resources, magpie, collection } = await collectList(t, { '/a.png': await png() }, (site) => ({
    images: ['/1', '/2', '/2'].map((page) => ({ url: `${site}/a.png`, page: `${site}${page}`, alt: page })),
  }))
  t.match(run, { images: { found: 1, stored: 1 } })
  t.equal(collection.name, 'A list of 1 image')
  const { occurrences } = await magpie.get<{ occurrences: { alt: string }[] }>(`/images/${resources['/a.png']?.image}`)
  t.strictSame(occurrences.map(({ alt }) => alt).sort(), ['/1', '/2'])
})

t.test('list: as text, one address a line', async (t) => {
  const { collection, run } = await collectList(
    t,
    { '/a.png': await png(), '/b.png': await png() },
    (site) => `${site}/a.png\r\n\n  ${site}/b.png  \n${site}/a.png\n`,
  )
  t.match(collection, { url: null, name: 'A list of 2 images', scope: 'host', minWidth: 2 })
  t.match(run, { state: 'succeeded', images: { found: 2, stored: 2 } })
})

t.test('list: robots.txt of every host is kept to', async (t) => {
  const { resources } = await collectList(
    t,
    { '/robots.txt': 'User-agent: *\nDisallow: /private', '/private/a.png': await png(), '/b.png': await png() },
    (site) => ({ images: [`${site}/private/a.png`, `${site}/b.png`] }),
  )
  t.match(resources, { '/private/a.png': { verdict: 'robots' }, '/b.png': { verdict: 'stored' } })
})

t.test('list: collected again, and tried again, from the same addresses', async (t) => {
  const routes: Record<string, Route> = { '/a.png': await png(), '/b.png': { status: 404 } }
  const { magpie, collection, run, asked, site } = await collectList(t, routes, (site) => ({
    images: [`${site}/a.png`, { url: `${site}/b.png`, alt: 'B' }],
  }))
  t.match(run, { images: { stored: 1, failed: 1 } })
  routes['/b.png'] = await png()
  const before = asked().length
  await magpie.app.server.inject({ method: 'POST', url: `/api/v1/runs/${run.id}/retry` })
  await runEnded(magpie.app.server, run.id)
  t.match(await magpie.get<Run>(`/runs/${run.id}`), { images: { stored: 2, failed: 0 } })
  t.strictSame(asked().slice(before), ['/b.png'])
  const url = `/api/v1/collections/${collection.id}/runs`
  const { id } = (await magpie.app.server.inject({ method: 'POST', url })).json<Run>()
  await runEnded(magpie.app.server, id)
  const { resources } = await findingsOf(magpie, await magpie.get<Run>(`/runs/${id}`), site)
  t.match(resources, { '/a.png': { verdict: 'stored', change: 'unchanged' }, '/b.png': { change: 'unchanged' } })
})

t.test('list: what is wrong with it is said, address by address, and nothing is accepted', async (t) => {
  const magpie = await startMagpie(t)
  const good = 'http://site.test/a.png'
  const refused: [payload: object | string, errors: RegExp | object, type?: string][] = [
    [{}, /exactly one of url/],
    [{ url: 'http://site.test/', images: [good] }, /exactly one of url/],
    [{ images: [] }, /images/],
    [{ images: [good, 'a.png'] }, [{ path: '/images/1', message: /absolute http/ }]],
    [{ images: [good, 'data:image/png;base64,AA', 'ftp://x.test/'] }, [{ path: '/images/1' }, { path: '/images/2' }]],
    [{ images: [{ url: 'http://me:secret@site.test/a.png' }] }, [{ path: '/images/0/url' }]],
    [{ images: [{ url: good, page: 'javascript:1' }] }, [{ path: '/images/0/page' }]],
    [{ images: [{ url: good, size: 1 }] }, /images/],
    [{ images: [7] }, /images/],
    [{ images: Array(100_001).fill('http://s.test/') }, /images/],
    ['', /1 to 100000/, 'text/plain'],
    ['\n \n', /1 to 100000/, 'text/plain'],
    ['nonsense', [{ path: '/images/0' }], 'text/plain'],
  ]
  for (const [payload, expected, type] of refused) {
    const answer = await submit(magpie, payload, type)
    t.equal(answer.statusCode, 400, JSON.stringify(payload).slice(0, 60))
    const { detail, errors } = answer.json<{ detail: string; errors?: object[] }>()
    if (expected instanceof RegExp) t.match(`${detail} ${JSON.stringify(errors)}`, expected)
    else t.match(errors, expected)
  }
  t.strictSame((await magpie.get<{ items: object[] }>('/collections')).items, [])
})

t.test('list: a long one is accepted whole', async (t) => {
  const magpie = await startMagpie(t)
  const images = Array.from({ length: 20_000 }, (_, at) => `http://127.0.0.3/${at}.png`)
  const answer = await submit(magpie, { images })
  t.equal(answer.statusCode, 202)
  const { run } = answer.json<CollectionAnswer>()
  await runEnded(magpie.app.server, run.id)
  const ended = await magpie.get<Run>(`/runs/${run.id}`)
  t.match(ended, { state: 'succeeded', images: { found: 20_000, skipped: 20_000 } })
})
