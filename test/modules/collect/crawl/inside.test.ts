/** Pages inside of pages, and pages that send their reader elsewhere at once. */
import t from 'tap'
import { collectSite, findingsOf, png } from '../../../support/collecting.ts'
import { startMagpie } from '../../../support/magpie.ts'
import { startSite } from '../../../support/site.ts'

t.test('frames are as far away as their page', async (t) => {
  const routes = {
    '/': '<iframe src=/inner></iframe><a href=/next>n</a>',
    '/inner': '<img src=a.png><a href=/further>f</a>',
    '/a.png': await png(),
  }
  const { pages, resources, run } = await collectSite(t, routes, { maxDepth: 0 })
  t.match(pages, {
    '/inner': { verdict: 'fetched', depth: 0, images: 1 },
    '/next': { verdict: 'limit' },
    '/further': { verdict: 'limit', depth: 1 },
  })
  t.match(resources['/a.png'], { verdict: 'stored' })
  t.equal(run.state, 'partial')
})

t.test('a single page brings its frames along, of its own host, and none of their links', async (t) => {
  const other = await startSite(t, {
    address: '127.0.0.2',
    routes: { '/ad': '<img src=ad.png>', '/ad.png': await png(7) },
  })
  const routes = {
    '/': `<frameset><frame src=/menu><frame src=/moved><frame src=/away><frame src=${other.url}/ad></frameset>`,
    '/menu': '<img src=a.png><a href=/other>o</a>',
    '/moved': { status: 302, headers: { location: '/moved/' } },
    '/moved/': '<img src=/b.png>',
    '/away': { status: 302, headers: { location: `${other.url}/ad` } },
    '/a.png': await png(41),
    '/b.png': await png(42),
  }
  const { pages, resources } = await collectSite(t, routes, { scope: 'page' })
  for (const path of ['/a.png', '/b.png']) t.match(resources[path], { verdict: 'stored' }, path)
  t.match(pages['/other'], { verdict: 'out-of-scope', reason: 'Only the start page is collected.' })
  for (const path of ['/away', `${other.url}/ad`]) t.match(pages[path], { verdict: 'out-of-scope' }, path)
  t.strictSame(other.hits, [])
})

t.test('frames in frames without end are links like others after some', async (t) => {
  const frame = (path: string) => `<iframe src=${path}x></iframe>`
  const routes = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`/${'x'.repeat(at)}`, frame('x'.repeat(at))]),
  )
  const { pages, run } = await collectSite(t, routes, { maxDepth: 0 })
  t.strictSame(
    Object.values(pages).map(({ verdict }) => verdict),
    [...Array.from({ length: 6 }, () => 'fetched'), 'limit'],
  )
  t.equal(run.state, 'partial')
})

t.test(
  'a start page that sends its reader to another host at once takes the site along, as a redirect does',
  async (t) => {
    const home = '<img src=a.png><a href=/more>m</a>'
    const other = await startSite(t, {
      address: '127.0.0.2',
      routes: { '/home': home, '/a.png': await png(41), '/more': '<img src=b.png>', '/b.png': await png(42) },
    })
    const refresh = `<meta http-equiv=refresh content="0; url=${other.url}/home">`
    const site = await startSite(t, { routes: { '/': `${refresh}<a href=/next>n</a>`, '/next': refresh } })
    const magpie = await startMagpie(t)
    const { run } = await magpie.collect(`${site.url}/`, { maxDepth: 1 })
    const { pages, resources } = await findingsOf(magpie, run, other)
    t.match(pages, { '/home': { verdict: 'fetched', depth: 0 }, '/more': { verdict: 'fetched', depth: 1 } })
    t.match(resources, { '/a.png': { verdict: 'stored' }, '/b.png': { verdict: 'stored' } })
    t.match(run, { state: 'succeeded' })
  },
)

t.test('a page that is not the start page takes nothing along', async (t) => {
  const other = await startSite(t, { address: '127.0.0.2', routes: { '/': '<img src=a.png>' } })
  const { pages } = await collectSite(t, {
    '/': '<a href=/next>n</a><iframe src=/frame></iframe>',
    '/next': `<meta http-equiv=refresh content="0; url=${other.url}/">`,
    '/frame': `<meta http-equiv=refresh content="0; url=${other.url}/">`,
  })
  t.match(pages[`${other.url}/`], { verdict: 'out-of-scope' })
  t.strictSame(other.hits, [])
})

t.test('a single page that sends its reader on at once is collected where it leads', async (t) => {
  const routes = {
    '/': '<meta http-equiv=refresh content="1; url=/en">',
    '/en': '<meta http-equiv=refresh content="0; url=/en/home">',
    '/en/home': '<img src=a.png><a href=/en/other>o</a>',
    '/en/a.png': await png(),
  }
  const { pages, resources } = await collectSite(t, routes, { scope: 'page' })
  t.match(resources['/en/a.png'], { verdict: 'stored' })
  t.match(pages, { '/en/home': { verdict: 'fetched', depth: 0 }, '/en/other': { verdict: 'out-of-scope' } })
})

t.test('a drawing in a frame shows the files that it refers to', async (t) => {
  const drawing = (body: string) => ({
    headers: { 'content-type': 'image/svg+xml' },
    body: `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="9" height="9"/>${body}</svg>`,
  })
  const { resources, run, asked, site } = await collectSite(t, {
    '/': '<object data=/d/map.svg></object><iframe src=/d/map.svg></iframe><img src=/logo.svg>',
    '/d/map.svg': drawing('<style>@import url(/s.css);</style><image href="photo.png"/><a href="/big.png"/>'),
    '/logo.svg': drawing('<image href="/unseen.png"/>'),
    '/s.css': { headers: { 'content-type': 'text/css' }, body: 'rect{mask:url(/mask.png)}' },
    '/d/photo.png': await png(41),
    '/big.png': await png(42),
    '/mask.png': await png(43),
  })
  t.match(resources, {
    '/d/map.svg': { verdict: 'stored', element: 'object' },
    '/d/photo.png': { verdict: 'stored', element: 'svg', page: `${site.url}/` },
    '/big.png': { verdict: 'stored', element: 'a' },
    '/mask.png': { verdict: 'stored', element: 'css' },
    '/logo.svg': { verdict: 'stored', element: 'img' },
  })
  t.match(run, { state: 'succeeded', images: { found: 5 } }, 'and what an image would load is not shown')
  t.equal(asked().filter((path) => path === '/d/map.svg').length, 2, 'once as an image, once as a document')
})
