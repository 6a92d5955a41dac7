/** What becomes of image addresses: each has a verdict, and a picture falls back on its next candidate. */
import { createHash } from 'node:crypto'
import t, { type Test } from 'tap'
import type { Run } from '#collect'
import { type Magpie, startMagpie } from '../../../support/magpie.ts'
import { picture } from '../../../support/pictures.ts'
import { type Route, startSite } from '../../../support/site.ts'

interface Row {
  url: string
  verdict: string
  reason: string | null
  status: number | null
  image: string | null
  attempts: number
}

async function png(width = 40, height = 30): Promise<Buffer> {
  return (await picture(width, height)).png().toBuffer()
}

/** Collects one page with these routes; answers the run, and the rows by path. */
async function collectPage(t: Test, html: string, routes: Record<string, Route>, magpie?: Magpie) {
  const site = await startSite(t, { routes: { '/': html, '/robots.txt': { status: 404 }, ...routes } })
  const running = magpie ?? (await startMagpie(t))
  const { run, collection } = await running.collect(`${site.url}/`)
  const { items } = await running.get<{ items: Row[] }>(`/runs/${run.id}/resources?limit=500`)
  const rows = Object.fromEntries(items.map((row) => [row.url.replace(site.url, ''), row]))
  return { site, magpie: running, run, collection, rows }
}

function addsUp({ images, pages }: Run): boolean {
  const { found, ...others } = images
  const { found: foundPages, ...otherPages } = pages
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
  return found === sum(others) && foundPages === sum(otherPages)
}

t.test('a picture whose best candidate fails: the next one is stored, each with its verdict', async (t) => {
  const broken = (await png(200, 200)).subarray(0, 60)
  const good = await png()
  const { rows, run, magpie, site } = await collectPage(
    t,
    `<img src=good.png srcset="gone.png 4000w, page.png 3000w, broken.png 2000w, good.png 1000w, small.png 10w" alt=x>`,
    { '/page.png': '<!doctype html><p>hello', '/broken.png': broken, '/good.png': good, '/small.png': await png(9, 9) },
  )
  t.match(rows, {
    '/gone.png': { verdict: 'http-error', status: 404, image: null },
    '/page.png': { verdict: 'not-an-image' },
    '/broken.png': { verdict: 'broken' },
    '/good.png': { verdict: 'stored', image: createHash('sha256').update(good).digest('hex') },
    '/small.png': { verdict: 'alternate' },
  })
  t.ok(addsUp(run))
  t.notOk(
    site.hits.some(({ url }) => url === '/small.png'),
    'what is not needed is not fetched',
  )
  const { occurrences } = await magpie.get<{ occurrences: unknown[] }>(`/images/${rows['/good.png']?.image}`)
  t.match(occurrences, [
    {
      url: `${site.url}/good.png`,
      alternates: [`${site.url}/gone.png`, `${site.url}/page.png`, `${site.url}/broken.png`, `${site.url}/small.png`],
    },
  ])
})

t.test('bytes decide: wrong, missing and lying content types', async (t) => {
  const { rows } = await collectPage(t, '<img src=octets><img src=none><img src=text.png><img src=liar.jpg>', {
    '/octets': { headers: { 'content-type': 'application/octet-stream' }, body: await png(41, 30) },
    '/none': (_request, response) => void png(42, 30).then((bytes) => response.end(bytes)),
    '/text.png': { headers: { 'content-type': 'text/html' }, body: await png(43, 30) },
    '/liar.jpg': { headers: { 'content-type': 'image/jpeg' }, body: '<html>No hotlinking</html>' },
  })
  t.match(rows, {
    '/octets': { verdict: 'stored', attempts: 1 },
    '/none': { verdict: 'stored' },
    '/text.png': { verdict: 'stored' },
    '/liar.jpg': { verdict: 'not-an-image', reason: 'image/jpeg', attempts: 2 },
  })
})

t.test('a picture that is only shown to those who say nothing of where they come from: stored', async (t) => {
  const image = await png()
  const { rows, site } = await collectPage(t, '<img src=guarded.png>', {
    '/guarded.png': (request, response) => {
      if (request.headers.referer) response.writeHead(403).end()
      else response.end(image)
    },
  })
  t.match(rows, { '/guarded.png': { verdict: 'stored', attempts: 2 } })
  t.equal(site.hits.find(({ url }) => url === '/guarded.png')?.headers.referer, `${site.url}/`)
})

t.test('a camera that sends images without end is known by its type, and not waited for', async (t) => {
  const { rows, run } = await collectPage(t, '<img src=webcam.jpg>', {
    '/webcam.jpg': (_request, response) => {
      response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=b' })
      response.write('--b\r\ncontent-type: image/jpeg\r\n\r\n')
    },
  })
  t.match(rows['/webcam.jpg'], { verdict: 'not-an-image', reason: /without end/, status: 200 })
  t.equal(run.state, 'succeeded')
})

t.test('too small, empty, and cut short: never catalogued as good', async (t) => {
  const whole = await png(300, 300)
  const { rows, run } = await collectPage(t, '<img src=dot.png><img src=empty.png><img src=short.png>', {
    '/dot.png': await png(1, 1),
    '/empty.png': Buffer.alloc(0),
    '/short.png': (_request, response) => {
      response.writeHead(200, { 'content-length': String(whole.length) })
      response.write(whole.subarray(0, 100), () => response.destroy())
    },
  })
  t.match(rows, {
    '/dot.png': { verdict: 'too-small' },
    '/empty.png': { verdict: 'not-an-image' },
    '/short.png': { verdict: 'truncated' },
  })
  t.match(run, { state: 'succeeded', images: { stored: 0, skipped: 2, failed: 1 } })
  t.ok(addsUp(run))
  t.ok(
    Object.values(rows).every(({ reason }) => reason),
    'each says why',
  )
})

t.test('an inlined picture: stored like any other; a spacer beside its lazy twin is an alternate', async (t) => {
  const inlined = `data:image/png;base64,${(await png(50, 50)).toString('base64')}`
  const spacer = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'
  const { rows, run } = await collectPage(t, `<img src="${inlined}" alt=in><img src="${spacer}" data-src=real.png>`, {
    '/real.png': await png(51, 50),
  })
  t.match(rows, {
    'data:image/png': { verdict: 'stored' },
    '/real.png': { verdict: 'stored' },
    'data:image/gif': { verdict: 'alternate' },
  })
  t.match(run.images, { found: 3, stored: 2, alternate: 1 })
})

t.test('the same bytes under many addresses: one image, every use known', async (t) => {
  const image = await png()
  const count = 300
  const html = Array.from({ length: count }, (_, index) => `<img src="copy.png?${index}" alt="${index}">`).join('')
  const { run, collection, magpie } = await collectPage(t, html, { '/copy.png': image })
  t.match(run.images, { found: count, stored: 1, duplicate: count - 1 })
  t.equal(collection.images, 1)
  const id = createHash('sha256').update(image).digest('hex')
  const { items, next } = await magpie.get<{ items: { alt: string }[]; next: string | null }>(
    `/images/${id}/occurrences?limit=500`,
  )
  t.equal(next, null)
  t.equal(new Set(items.map(({ alt }) => alt)).size, count)
})

t.test('images of another host: collected, and that host is asked for its robots.txt', async (t) => {
  const cdn = await startSite(t, {
    address: '127.0.0.2',
    routes: {
      '/robots.txt': 'User-agent: Magpie\nDisallow: /no/',
      '/yes.png': await png(44, 30),
      '/no/x.png': await png(45, 30),
    },
  })
  const { run } = await collectPage(t, `<img src="${cdn.url}/yes.png"><img src="${cdn.url}/no/x.png">`, {})
  t.match(run.images, { stored: 1, skipped: 1 })
  t.notOk(cdn.hits.some(({ url }) => url.startsWith('/no/')))
  t.equal(cdn.hits[0]?.url, '/robots.txt')
})

t.test('robots.txt that answers 500: nothing is crawled, and the run says why', async (t) => {
  const site = await startSite(t, { routes: { '/robots.txt': { status: 500 }, '/': '<img src=a.png>' } })
  const magpie = await startMagpie(t)
  const { run } = await magpie.collect(`${site.url}/`)
  t.match(run, { state: 'failed', error: 'robots.txt' })
  t.notOk(site.hits.some(({ url }) => url === '/'))
})

t.test('a start page that redirects to another host takes the site along', async (t) => {
  const there = await startSite(t, {
    address: '127.0.0.2',
    routes: {
      '/home/': '<a href=/more>more</a><img src=a.png>',
      '/more': '<img src=home/b.png>',
      '/home/a.png': await png(46, 30),
      '/home/b.png': await png(47, 30),
    },
  })
  const here = await startSite(t, { routes: { '/': { status: 301, headers: { location: `${there.url}/home/` } } } })
  const magpie = await startMagpie(t)
  const { run } = await magpie.collect(`${here.url}/`)
  t.match(run, { state: 'succeeded', pages: { fetched: 2 }, images: { stored: 2 } })
})

t.test('a page that two addresses lead to is read once', async (t) => {
  const { site, run } = await collectPage(
    t,
    '<a href=/old>1</a><a href=/new>2</a><a href="/new?utm_source=x#part">3</a>',
    {
      '/old': { status: 302, headers: { location: '/new' } },
      '/new': '<img src=a.png>',
      '/a.png': await png(),
    },
  )
  t.equal(run.images.found, 1)
  t.equal(site.hits.filter(({ url }) => url === '/a.png').length, 1)
  t.match(run.pages, { found: 3, fetched: 3 })
})

for (const [scope, expected] of [
  ['page', ['/shop/']],
  ['path', ['/shop/', '/shop/a', '/shop/deep/b']],
  ['host', ['/shop/', '/shop/a', '/shop/deep/b', '/shopping', '/']],
] as const) {
  t.test(`scope ${scope}: the pages that belong to the site`, async (t) => {
    const site = await startSite(t, {
      routes: {
        '/shop/':
          '<a href=a>a</a><a href=deep/b>b</a><a href=/shopping>s</a><a href=/>home</a><a href=mailto:x@y>m</a>',
        '/shop/a': 'a',
        '/shop/deep/b': 'b',
        '/shopping': 's',
        '/': 'home',
      },
    })
    const magpie = await startMagpie(t)
    await magpie.collect(`${site.url}/shop/`, { scope })
    const pages = site.hits.map(({ url }) => url).filter((url) => !/robots|sitemap/.test(url))
    t.strictSame(pages.sort(), [...expected].sort())
  })
}

t.test('include and exclude: pages by their path, images from wherever they come', async (t) => {
  const site = await startSite(t, {
    routes: {
      '/': '<a href=/blog/1>1</a><a href=/blog/private/2>2</a><a href=/about>a</a>',
      '/blog/1': '<img src=/media/x.png>',
      '/blog/private/2': 'p',
      '/about': 'a',
      '/media/x.png': await png(),
    },
  })
  const magpie = await startMagpie(t)
  const { run } = await magpie.collect(`${site.url}/`, { include: ['/blog/'], exclude: ['/blog/*private'] })
  t.match(run, { pages: { fetched: 2, skipped: 2 }, images: { stored: 1 } })
  t.notOk(site.hits.some(({ url }) => url === '/about' || url === '/blog/private/2'))
})
