/** Collecting again: what has not changed is not sent again, and what has is said. */
import { createHash } from 'node:crypto'
import type { RequestListener } from 'node:http'
import t from 'tap'
import type { Run } from '#collect'
import { collectSite, findingsOf, listAll, png, type ResourceRow } from '../../../support/collecting.ts'
import { type Magpie, runEnded } from '../../../support/magpie.ts'
import type { Route } from '../../../support/site.ts'

/** Answers with a validator, and with 304 to who knows it. */
function validated(body: string | Buffer, type = 'text/html', headers: Record<string, string> = {}): RequestListener {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 12)}"`
  return (request, response) => {
    const isKnown = request.headers['if-none-match'] === etag
    response.writeHead(isKnown ? 304 : 200, { etag, 'content-type': type, ...headers }).end(isKnown ? undefined : body)
  }
}

async function collectAgain(magpie: Magpie, collectionId: string): Promise<Run> {
  const url = `/api/v1/collections/${collectionId}/runs`
  const { id } = (await magpie.app.server.inject({ method: 'POST', url })).json<Run>()
  await runEnded(magpie.app.server, id)
  return magpie.get<Run>(`/runs/${id}`)
}

t.test('collecting again: unchanged pages, sheets and images cost no body; all of it is found again', async (t) => {
  const dated: RequestListener = (request, response) => {
    const isKnown = request.headers['if-modified-since'] !== undefined
    response.writeHead(isKnown ? 304 : 200, { 'last-modified': 'Tue, 24 Nov 2026 08:00:00 GMT' })
    response.end(isKnown ? undefined : dot)
  }
  const dot = await png()
  const { magpie, site, collection, run, asked } = await collectSite(t, {
    '/': validated('<title>Home</title><link rel=stylesheet href=s.css><img src=a.png alt=A><a href=/b>b</a>'),
    '/b': validated('<img src=dated.png><img src=a.png>'),
    '/s.css': validated('p{background:url(c.png)}', 'text/css'),
    '/a.png': validated(await png(), 'image/png'),
    '/c.png': validated(await png(), 'image/png'),
    '/dated.png': dated,
  })
  t.match(run, { changes: null, images: { stored: 3 } })
  const before = asked().length
  const again = await collectAgain(magpie, collection.id)
  const hits = site.hits.slice(before).filter(({ url }) => !/robots|sitemap/.test(url))
  t.ok(
    hits.every(({ headers }) => headers['if-none-match'] ?? headers['if-modified-since']),
    'everything was asked for with a validator',
  )
  t.equal(hits.length, 6)
  t.match(again, {
    state: 'succeeded',
    pages: run.pages,
    images: run.images,
    bytes: run.bytes,
    changes: { new: 0, changed: 0, unchanged: 3, gone: 0 },
  })
  const { pages, resources } = await findingsOf(magpie, again, site)
  t.match(pages['/'], { verdict: 'fetched', status: 304, title: 'Home', reason: 'Unchanged since the last visit.' })
  t.match(resources['/a.png'], { verdict: 'stored', status: 304, change: 'unchanged' })
})

t.test(
  'collecting again: what is new, changed and gone is counted and listed; the old image stays known',
  async (t) => {
    const routes = {
      '/': validated('<img src=same.png><img src=other.png><img src=gone.png><img src=unnamed.png>'),
      '/same.png': validated(await png(), 'image/png'),
      '/other.png': validated(await png(), 'image/png'),
      '/gone.png': await png(),
      '/unnamed.png': await png(),
      '/new.png': { status: 404, body: await png() },
    }
    const { magpie, site, collection, resources } = await collectSite(t, routes)
    Object.assign(routes, {
      '/': validated('<img src=same.png><img src=other.png><img src=gone.png><img src=new.png>'),
      '/other.png': validated(await png(), 'image/png'),
      '/gone.png': { status: 404 },
      '/new.png': await png(),
    })
    const again = await collectAgain(magpie, collection.id)
    t.strictSame(again.changes, { new: 1, changed: 1, unchanged: 1, gone: 2 })
    const changed = async (change: string) => {
      const rows = await listAll<ResourceRow>(magpie, `/runs/${again.id}/resources?change=${change}`)
      return rows.map(({ url, change }) => [url.replace(site.url, ''), change])
    }
    t.strictSame(await changed('new'), [['/new.png', 'new']])
    t.strictSame(await changed('changed'), [['/other.png', 'changed']])
    const rows = (await findingsOf(magpie, again, site)).resources
    t.match(rows['/gone.png'], { verdict: 'http-error', change: 'gone' })
    t.strictSame(await changed('unchanged'), [['/same.png', 'unchanged']])
    t.strictSame(await changed('gone'), [
      ['/gone.png', 'gone'],
      ['/unnamed.png', 'gone'],
    ])
    const old = await magpie.get<{ url: string }>(`/images/${resources['/other.png']?.image}`)
    t.equal(old.url, `${site.url}/other.png`)
  },
)

t.test('collecting again: where a page shows fewer pictures, the places beyond are empty', async (t) => {
  const sitemap = '<urlset xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>/</loc>'
  const routes: Record<string, Route> = {
    '/': '<img src=a.png><img src=b.png>',
    '/sitemap.xml': `${sitemap}<i:image><i:loc>/c.png</i:loc></i:image></url></urlset>`,
    '/a.png': await png(),
    '/b.png': await png(),
    '/c.png': await png(),
  }
  const { magpie, collection, resources } = await collectSite(t, routes)
  const uses = async (path: string) => {
    const image = `/images/${resources[path]?.image}`
    return (await magpie.get<{ occurrences: object[] }>(image)).occurrences.length
  }
  t.strictSame([await uses('/a.png'), await uses('/b.png'), await uses('/c.png')], [1, 1, 1])
  routes['/'] = '<img src=a.png>'
  await collectAgain(magpie, collection.id)
  t.strictSame([await uses('/a.png'), await uses('/b.png'), await uses('/c.png')], [1, 0, 1])
})

t.test('collecting again: where a sitemap names fewer pictures of a page, the places beyond are empty', async (t) => {
  const sitemapOf = (...names: string[]) => {
    const images = names.map((name) => `<i:image><i:loc>/${name}.png</i:loc></i:image>`)
    const root = '<urlset xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">'
    return `${root}<url><loc>/p1</loc>${images.join('')}</url></urlset>`
  }
  const routes: Record<string, Route> = {
    '/': '<title>Home</title>',
    '/p1': '<img src=own.png>',
    '/sitemap.xml': sitemapOf('a', 'b', 'c'),
    '/own.png': await png(40),
    '/a.png': await png(41),
    '/b.png': await png(42),
    '/c.png': await png(43),
  }
  const { magpie, collection, resources } = await collectSite(t, routes)
  const uses = () =>
    Promise.all(
      ['/own.png', '/a.png', '/b.png', '/c.png'].map(async (path) => {
        const image = `/images/${resources[path]?.image}`
        return (await magpie.get<{ occurrences: object[] }>(image)).occurrences.length
      }),
    )
  t.strictSame(await uses(), [1, 1, 1, 1])
  routes['/sitemap.xml'] = sitemapOf('c')
  await collectAgain(magpie, collection.id)
  t.strictSame(await uses(), [1, 0, 0, 1])
})

t.test('collecting again: a page that is not there any more shows nothing, one that fails may', async (t) => {
  const routes: Record<string, Route> = {
    '/': '<a href=/b>b</a><a href=/c>c</a><a href=/never>n</a>',
    '/b': '<img src=b.png>',
    '/c': '<img src=c.png>',
    '/b.png': await png(41),
    '/c.png': await png(42),
  }
  const { magpie, collection, resources } = await collectSite(t, routes)
  const uses = async (path: string) => {
    const image = `/images/${resources[path]?.image}`
    return (await magpie.get<{ occurrences: object[] }>(image)).occurrences.length
  }
  t.strictSame([await uses('/b.png'), await uses('/c.png')], [1, 1])
  Object.assign(routes, { '/b': { status: 410 }, '/c': { status: 501 } })
  t.match(await collectAgain(magpie, collection.id), { state: 'succeeded', changes: { gone: 0 } })
  t.strictSame([await uses('/b.png'), await uses('/c.png')], [0, 1])
  Object.assign(routes, { '/c': { status: 404 } })
  t.match((await collectAgain(magpie, collection.id)).changes, { gone: 0 }, 'the run before did not have it')
  t.equal(await uses('/c.png'), 0)
})

/** How many uses the catalogue tells of each image, by its path. */
async function usesOf(magpie: Magpie, resources: Record<string, ResourceRow>) {
  const images = Object.entries(resources).filter(([, { image }]) => image !== null)
  const counts = images.map(async ([path, { image }]) => {
    const { occurrences } = await magpie.get<{ occurrences: object[] }>(`/images/${image}`)
    return [path, occurrences.length] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}

t.test(
  'collecting again: where an image is not there any more, its place is empty; one that fails keeps it',
  async (t) => {
    const routes: Record<string, Route> = {
      '/': '<img src=gone.png><img src=other.png><img src=failing.png><img src=stays.png>',
      '/gone.png': await png(41),
      '/other.png': await png(42),
      '/failing.png': await png(43),
      '/stays.png': await png(44),
    }
    const { magpie, collection, resources } = await collectSite(t, routes)
    Object.assign(routes, { '/gone.png': { status: 410 }, '/failing.png': { status: 501 } })
    routes['/'] = '<img src=gone.png><img src=never.png><img src=failing.png><img src=stays.png>'
    t.match((await collectAgain(magpie, collection.id)).changes, { gone: 2, unchanged: 1 })
    const left = { '/gone.png': 0, '/other.png': 0, '/failing.png': 1, '/stays.png': 1 }
    t.strictSame(await usesOf(magpie, resources), left)
  },
)

t.test('collecting again: an address that leads elsewhere, or to no page, shows nothing any more', async (t) => {
  const names = ['moved', 'image', 'pdf', 'away', 'down']
  const shown = names.map(async (name, index) => [
    [`/${name}`, `<img src=${name}.png>`],
    [`/${name}.png`, await png(41 + index)],
  ])
  const routes: Record<string, Route> = {
    '/': [...names, 'new'].map((name) => `<a href=/${name}>x</a>`).join(''),
    '/new': '<title>New</title>',
    ...Object.fromEntries((await Promise.all(shown)).flat()),
  }
  const { magpie, collection, resources } = await collectSite(t, routes)
  t.strictSame(new Set(Object.values(await usesOf(magpie, resources))), new Set([1]))
  const to = (location: string) => ({ status: 302, headers: { location } })
  Object.assign(routes, {
    '/moved': to('/new'),
    '/image': to('/picture'),
    '/picture': { headers: { 'content-type': 'image/png' }, body: await png(60) },
    '/pdf': { headers: { 'content-type': 'application/pdf' }, body: '%PDF' },
    '/away': to('http://127.0.0.2/'),
    '/down': to('/broken'),
    '/broken': { status: 501 },
  })
  t.match(await collectAgain(magpie, collection.id), { state: 'succeeded' })
  const left = { '/moved.png': 0, '/image.png': 0, '/pdf.png': 0, '/away.png': 0, '/down.png': 1 }
  t.strictSame(await usesOf(magpie, resources), left)
})

t.test('collecting again: a broken link keeps nobody from telling what is gone', async (t) => {
  const routes: Record<string, Route> = { '/': '<a href=/never>n</a><img src=a.png>', '/a.png': await png() }
  const { magpie, collection } = await collectSite(t, routes)
  routes['/'] = '<a href=/never>n</a>'
  t.match((await collectAgain(magpie, collection.id)).changes, { gone: 1 })
})

t.test('collecting again: a validator is not used where a redirect leads elsewhere now', async (t) => {
  const always304: RequestListener = (request, response) => {
    const isKnown = request.headers['if-none-match'] !== undefined
    response.writeHead(isKnown ? 304 : 200, { etag: '"one"', 'content-type': 'text/html' })
    response.end(isKnown ? undefined : request.url === '/v1' ? '<title>One</title>' : '<title>Two</title>')
  }
  const routes = {
    '/': { status: 302, headers: { location: '/v1' } },
    '/v1': always304,
    '/v2': always304,
  }
  const { magpie, site, collection, pages } = await collectSite(t, routes)
  t.equal(pages['/']?.title, 'One')
  routes['/'].headers.location = '/v2'
  const again = await collectAgain(magpie, collection.id)
  t.equal((await findingsOf(magpie, again, site)).pages['/']?.title, 'Two')
})

t.test('collecting again: what a server asks of crawlers with 304 is heard', async (t) => {
  let tag: Record<string, string> = {}
  const tagged =
    (body: string | Buffer): RequestListener =>
    (request, response) => {
      const isKnown = request.headers['if-none-match'] === '"a"'
      response.writeHead(isKnown ? 304 : 200, { etag: '"a"', 'content-type': 'text/html', ...tag })
      response.end(isKnown ? undefined : body)
    }
  const { magpie, collection, site } = await collectSite(t, {
    '/': '<a href=/b>b</a><img src=a.png>',
    '/b': tagged('<img src=b.png>'),
    '/a.png': tagged(await png()),
    '/b.png': await png(),
  })
  tag = { 'x-robots-tag': 'noimageindex' }
  const again = await findingsOf(magpie, await collectAgain(magpie, collection.id), site)
  t.match(again.resources, { '/a.png': { verdict: 'robots', status: 304 }, '/b.png': { verdict: 'robots' } })
})

t.test('collecting again: a validator is told to the address that gave it, and to no other', async (t) => {
  const { magpie, collection, site } = await collectSite(t, {
    '/': { status: 302, headers: { location: '/home' } },
    '/home': validated('<title>Home</title>'),
  })
  const before = site.hits.length
  await collectAgain(magpie, collection.id)
  const told = site.hits.slice(before).filter(({ headers }) => headers['if-none-match'] !== undefined)
  t.strictSame(
    told.map(({ url }) => url),
    ['/home'],
  )
})

t.test('collecting again: what asks not to be stored is not kept', async (t) => {
  const { magpie, site, collection, asked } = await collectSite(t, {
    '/': validated('<title>Secret</title>', 'text/html', { 'cache-control': 'private, no-store' }),
  })
  const before = asked().length
  await collectAgain(magpie, collection.id)
  const hit = site.hits.slice(before).find(({ url }) => url === '/')
  t.equal(hit?.headers['if-none-match'], undefined)
})
