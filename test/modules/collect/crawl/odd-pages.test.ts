/** Pages that are not what they seem. */
import t from 'tap'
import { collectSite, png } from '../../../support/collecting.ts'
import { startSite } from '../../../support/site.ts'

t.test('a link that leads to an image without saying so: the image is collected', async (t) => {
  const { pages, resources, run, site, asked } = await collectSite(t, {
    '/': '<title>Home</title><a href=/download/7>full size</a>',
    '/download/7': { headers: { 'content-type': 'image/png' }, body: await png() },
  })
  t.match(pages['/download/7'], { verdict: 'not-html', reason: /collected as one/, images: 1 })
  t.match(resources['/download/7'], { verdict: 'stored', element: 'a', page: `${site.url}/download/7` })
  t.match(run, { state: 'succeeded', images: { stored: 1 } })
  t.equal(asked().filter((path) => path === '/download/7').length, 2, 'once as a page, whose body was not read')
})

t.test('a link that leads to an image whose type nobody names: its bytes tell', async (t) => {
  const { pages, resources } = await collectSite(t, {
    '/': '<a href=/none>a</a><a href=/odd>b</a><a href=/html>c</a>',
    '/none': { headers: { 'content-type': '' }, body: await png(41) },
    '/odd': { headers: { 'content-type': 'png' }, body: await png(42) },
    '/html': { headers: { 'content-type': 'text/html' }, body: await png(43) },
  })
  for (const path of ['/none', '/odd']) {
    t.match(pages[path], { verdict: 'not-html', reason: /collected as one/, images: 1 }, path)
    t.match(resources[path], { verdict: 'stored', element: 'a' }, path)
  }
  t.match(pages['/html'], { verdict: 'fetched', images: 0 })
})

t.test('a link that looks like that of an image, and leads to a page: the page is read', async (t) => {
  const routes = {
    '/': '<a href=/album/photo.jpg><img src=/thumb.png></a><a href=/File.png>words</a><img src=/soft-404.jpg>',
    '/thumb.png': await png(41),
    '/album/photo.jpg': '<title>Photo</title><img src=/large.png><a href=/album/>up</a>',
    '/large.png': await png(42),
    '/File.png': '<a href=/three.png>3</a>',
    '/three.png': await png(43),
    '/album/': '<title>Album</title>',
    '/soft-404.jpg': '<title>Not found</title>',
  }
  const { pages, resources, run } = await collectSite(t, routes)
  t.match(pages, {
    '/album/photo.jpg': { verdict: 'fetched', title: 'Photo', depth: 1, images: 1 },
    '/File.png': { verdict: 'fetched', images: 1 },
    '/album/': { verdict: 'fetched', depth: 2 },
  })
  t.notOk(pages['/soft-404.jpg'], 'nobody links to it')
  for (const path of ['/thumb.png', '/large.png', '/three.png']) t.match(resources[path], { verdict: 'stored' }, path)
  for (const path of ['/album/photo.jpg', '/File.png']) t.match(resources[path], { verdict: 'not-an-image' }, path)
  t.equal(run.state, 'succeeded')
})

t.test(
  'links that look like those of images, and lead to pages, are bound by depth, and by what their page asks',
  async (t) => {
    const start = '<a href=/a.jpg>a</a><a href=/nofollow>n</a>'
    const nofollow = '<meta name=robots content=nofollow><a href=/c.jpg>c</a>'
    const { pages, asked } = await collectSite(
      t,
      { '/': start, '/a.jpg': '<a href=/b.jpg>b</a>', '/b.jpg': '<p>b', '/nofollow': nofollow, '/c.jpg': '<p>c' },
      { maxDepth: 1 },
    )
    t.match(pages, { '/a.jpg': { verdict: 'fetched' }, '/b.jpg': { verdict: 'limit' } })
    t.notOk(pages['/c.jpg'])
    t.equal(asked().filter((path) => path === '/b.jpg').length, 2, 'as an image')
  },
)

t.test(
  'a link that redirects to an image of another host: the image is collected, a page is not asked for',
  async (t) => {
    const routes = { '/big.png': await png(), '/page': '<img src=big.png>' }
    const cdn = await startSite(t, { address: '127.0.0.2', routes })
    const to = (location: string) => ({ status: 302, headers: { location } })
    const { pages, resources } = await collectSite(t, {
      '/': '<a href=/download/1>1</a><a href=/go>2</a>',
      '/download/1': to(`${cdn.url}/big.png`),
      '/go': to(`${cdn.url}/page`),
    })
    t.match(resources['/download/1'], { verdict: 'stored', finalUrl: `${cdn.url}/big.png` })
    t.match(pages, { '/download/1': { verdict: 'not-html', images: 1 }, '/go': { verdict: 'out-of-scope' } })
    t.strictSame(
      cdn.hits.map(({ url }) => url).filter((path) => path !== '/robots.txt'),
      ['/big.png'],
    )
  },
)

t.test('a page sent as XML is read as XHTML, other XML is no page', async (t) => {
  const page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><img src="/a.png"/></body></html>'
  const { pages, resources } = await collectSite(t, {
    '/': '<a href=/page>p</a><a href=/data>d</a>',
    '/page': { headers: { 'content-type': 'application/xml' }, body: page },
    '/data': { headers: { 'content-type': 'text/xml' }, body: '<data><img src="/a.png"/></data>' },
    '/a.png': await png(),
  })
  t.match(pages, { '/page': { verdict: 'fetched', images: 1 }, '/data': { verdict: 'not-html', images: 0 } })
  t.match(resources['/a.png'], { verdict: 'stored' })
})

t.test('a start page that is an image is collected', async (t) => {
  const { run } = await collectSite(t, { '/': { headers: { 'content-type': 'image/png' }, body: await png() } })
  t.match(run, { state: 'succeeded', images: { stored: 1 } })
})

t.test('a page that only scripts could fill says so', async (t) => {
  const { pages, run } = await collectSite(t, {
    '/': '<title>App</title><div id=root></div><script src=/bundle.js></script><a href=/other>o</a>',
    '/other': '<title>Words</title><p>No pictures, and nothing that makes some.',
  })
  t.match(pages['/'], { verdict: 'fetched', reason: /^needs-browser: / })
  t.equal(pages['/other']?.reason, null)
  t.equal(run.state, 'succeeded')
})

t.test('a page of too many pictures is cut, and says so', async (t) => {
  const html = `<img src=a.png>${'<img src=http://127.0.0.3/x.png>'.repeat(100_100)}`
  const { pages, run } = await collectSite(t, { '/': html, '/a.png': await png() })
  t.match(pages['/'], { verdict: 'fetched', reason: /more pictures or links than are taken/, images: 100_000 })
  t.match(run, { state: 'partial', error: /Left a part of 1 page,/, images: { stored: 1, skipped: 1 } })
})
