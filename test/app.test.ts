/** The whole way: from a web address to the catalogue, on a real site with real decoders, on both databases. */
import t, { type Test } from 'tap'
import type { CollectionAnswer, Run } from '#collect'
import { databaseUrl } from './support/databases.ts'
import { startMagpie } from './support/magpie.ts'
import { picture } from './support/pictures.ts'
import { startSite } from './support/site.ts'

interface List<Item> {
  items: Item[]
  next: string | null
}
interface Image {
  id: string
  url: string
  format: string
  width: number
  height: number
  alt: string | null
  links: { thumbnail: string | null; original: string }
}
interface Occurrence {
  page: string
  pageTitle: string | null
  element: string
  alt: string | null
  caption: string | null
  heading: string | null
  url: string
  alternates: string[]
}

async function png(width: number, height: number): Promise<Buffer> {
  return (await picture(width, height)).png().toBuffer()
}

async function smallSite(t: Test) {
  const [large, small, background, shared] = await Promise.all([png(640, 480), png(64, 48), png(320, 20), png(90, 90)])
  return startSite(t, {
    routes: {
      '/': `<title>Home</title><link rel=stylesheet href=/style.css>
        <h1>Near and far</h1><figure><img srcset="small.png 400w, large.png 800w" src=small.png alt="A hill">
        <figcaption>In the <b>north</b></figcaption></figure>
        <img src=/shared.png alt=""><a href=/about>About</a> <a href="http://elsewhere.test/">Elsewhere</a>`,
      '/about':
        '<title>About</title><img src=/shared.png><img src=/copy.png alt=Copy><img src=/gone.png><a href=/>Home</a>',
      '/style.css': { headers: { 'content-type': 'text/css' }, body: 'body { background: url(background.png) }' },
      '/large.png': large,
      '/small.png': small,
      '/background.png': background,
      '/shared.png': shared,
      '/copy.png': shared,
      '/robots.txt': { status: 404 },
    },
  })
}

for (const database of ['sqlite', 'postgres'] as const) {
  t.test(`a small site: every picture once, with where it is used (${database})`, async (t) => {
    const site = await smallSite(t)
    const url = await databaseUrl(t, database)
    if (url === '') return
    const magpie = await startMagpie(t, { DATABASE_URL: url })
    const { collection, run } = await magpie.collect(`${site.url}/`)

    t.equal(run.state, 'succeeded')
    t.match(run.pages, { found: 3, fetched: 2, skipped: 1, failed: 0, waiting: 0 })
    t.match(run.images, { found: 6, stored: 3, duplicate: 1, alternate: 1, skipped: 0, failed: 1, waiting: 0 })
    t.equal(collection.images, 3)
    t.equal(collection.bytes, run.bytes)

    const { items: images } = await magpie.get<List<Image>>(`/images?collection=${collection.id}&sort=largest`)
    t.strictSame(
      images.map((image) => [image.width, image.height, image.format]),
      [
        [640, 480, 'png'],
        [90, 90, 'png'],
        [320, 20, 'png'],
      ],
    )
    t.strictSame([images[0]?.url, images[2]?.url], [`${site.url}/large.png`, `${site.url}/background.png`])
    t.match(images[1]?.url, /\/(shared|copy)\.png$/, 'of two addresses of the same bytes, the one that answered first')
    const uses = await Promise.all(
      images.map(({ id }) => magpie.get<Image & { occurrences: Occurrence[] }>(`/images/${id}`)),
    )
    t.match(uses[0]?.occurrences, [
      {
        page: `${site.url}/`,
        pageTitle: 'Home',
        element: 'img',
        alt: 'A hill',
        caption: 'In the north',
        heading: 'Near and far',
        alternates: [`${site.url}/small.png`],
      },
    ])
    const { items: north } = await magpie.get<List<Image>>('/images?q=far+north')
    t.strictSame(
      north.map(({ url }) => url),
      [`${site.url}/large.png`],
    )
    t.strictSame(
      uses[1]?.occurrences.map(({ page, alt, url }) => [page, alt, url]).sort(),
      [
        [`${site.url}/`, '', `${site.url}/shared.png`],
        [`${site.url}/about`, 'Copy', `${site.url}/copy.png`],
        [`${site.url}/about`, null, `${site.url}/shared.png`],
      ].sort(),
    )
    t.match(uses[2]?.occurrences, [{ element: 'css', page: `${site.url}/`, alt: null, caption: null, heading: null }])

    const resources = await magpie.get<List<{ url: string; verdict: string; reason: string }>>(
      `/runs/${run.id}/resources`,
    )
    const verdicts = Object.fromEntries(resources.items.map(({ url, verdict }) => [url.replace(site.url, ''), verdict]))
    t.match(verdicts, { '/small.png': 'alternate', '/gone.png': 'http-error', '/large.png': 'stored' })
    t.strictSame([verdicts['/shared.png'], verdicts['/copy.png']].sort(), ['duplicate', 'stored'])

    const thumbnail = await magpie.app.server.inject({ url: images[0]?.links.thumbnail as string })
    t.equal(thumbnail.headers['content-type'], 'image/webp')
    const original = await magpie.app.server.inject({ url: images[0]?.links.original as string })
    t.same(
      original.rawPayload,
      await await fetch(`${site.url}/large.png`)
        .then((answer) => answer.arrayBuffer())
        .then(Buffer.from),
    )
  })
}

t.test('a site whose start page is not there: the run failed, and says why', async (t) => {
  const site = await startSite(t, { routes: {} })
  const magpie = await startMagpie(t)
  const { run } = await magpie.collect(`${site.url}/`)
  t.equal(run.state, 'failed')
  t.match(run.error, /404/)
})

t.test('limits: pages beyond maxPages have the verdict limit, and the run is partial', async (t) => {
  const links = Array.from({ length: 9 }, (_, index) => `<a href=/${index}>${index}</a>`).join('')
  const routes = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`/${index}`, 'page']))
  const site = await startSite(t, { routes: { '/': links, ...routes } })
  const magpie = await startMagpie(t)
  const { run } = await magpie.collect(`${site.url}/`, { maxPages: 4 })
  t.equal(run.state, 'partial')
  t.match(run.pages, { found: 10, fetched: 4, skipped: 6, waiting: 0 })
  t.match(run.error, 'limit of 4 pages')
  const { items } = await magpie.get<List<{ reason: string }>>(`/runs/${run.id}/pages?verdict=limit`)
  t.equal(items.length, 6)
  t.ok(items.every(({ reason }) => reason.includes('limit of 4 pages')))
})

t.test('maxDepth 0: the images of the start page, and no other page', async (t) => {
  const site = await startSite(t, { routes: { '/': '<img src=a.png><a href=/b>b</a>', '/a.png': await png(20, 20) } })
  const magpie = await startMagpie(t)
  const { run } = await magpie.collect(`${site.url}/`, { maxDepth: 0 })
  t.match(run.pages, { fetched: 1, skipped: 1 })
  t.equal(run.images.stored, 1)
  t.notOk(site.hits.some(({ url }) => url === '/b'))
})

t.test('robots.txt: what it forbids is not asked for, unless the collection says so', async (t) => {
  const site = await startSite(t, {
    routes: {
      '/robots.txt': 'User-agent: *\nDisallow: /private',
      '/': '<a href=/private/page>p</a><img src=/private/a.png><img src=b.png>',
      '/private/page': 'secret',
      '/private/a.png': await png(20, 20),
      '/b.png': await png(21, 21),
    },
  })
  const magpie = await startMagpie(t)
  const obedient = await magpie.collect(`${site.url}/`)
  t.match(obedient.run, { state: 'succeeded', pages: { fetched: 1, skipped: 1 }, images: { stored: 1, skipped: 1 } })
  t.notOk(site.hits.some(({ url }) => url.startsWith('/private')))
  const free = await magpie.collect(`${site.url}/`, { robots: false })
  t.match(free.run, { pages: { fetched: 2 }, images: { stored: 2 } })
})

t.test('the address guard: no connection is made to what is not allowed', async (t) => {
  const internal = await startSite(t, { address: '127.0.0.3', routes: { '/x.png': await png(9, 9) } })
  const site = await startSite(t, {
    routes: {
      '/': `<img src="${internal.url}/x.png"><img src=/redirect.png><a href="${internal.url}/">in</a>
        <img src="http://[::ffff:7f00:3]:${internal.port}/x.png"><img src="http://2130706435:${internal.port}/x.png">`,
      '/redirect.png': { status: 302, headers: { location: `${internal.url}/x.png` } },
    },
  })
  const magpie = await startMagpie(t)
  const { run } = await magpie.collect(`${site.url}/`, { scope: 'domain' })
  const { items } = await magpie.get<List<{ verdict: string }>>(`/runs/${run.id}/resources`)
  t.strictSame([...new Set(items.map(({ verdict }) => verdict))], ['refused-address'])
  t.equal(internal.connections(), 0)
  const direct = await magpie.collect(`${internal.url}/`)
  t.match(direct.run, { state: 'failed' })
  t.equal(internal.connections(), 0)
})

t.test('cancel: the run ends at once, what was collected stays, and the counts add up', async (t) => {
  const held: (() => void)[] = []
  const image = await png(30, 30)
  const site = await startSite(t, {
    routes: {
      '/': '<img src=now.png><img src=never.png><a href=/more>more</a>',
      '/now.png': image,
      '/more': (_request, response) => {
        held.push(() => response.end('late'))
        site.events.emit('held')
      },
      '/never.png': () => {},
    },
  })
  const magpie = await startMagpie(t)
  const { server } = magpie.app
  const isHeld = new Promise((resolve) => site.events.once('held', resolve))
  const submitted = await server.inject({
    method: 'POST',
    url: '/api/v1/collections',
    payload: { url: `${site.url}/` },
  })
  const { run, id } = submitted.json<CollectionAnswer>()
  await isHeld
  t.equal((await server.inject({ method: 'POST', url: `/api/v1/collections/${id}/runs` })).statusCode, 409)
  const cancelled = await server.inject({ method: 'POST', url: `/api/v1/runs/${run.id}/cancel` })
  t.equal(cancelled.statusCode, 202)
  const events = await server.inject({ url: `/api/v1/runs/${run.id}/events` })
  const last: Run = JSON.parse(events.body.trim().split('\ndata: ').at(-1) as string)
  t.equal(last.state, 'cancelled')
  t.equal(last.pages.waiting + last.images.waiting, 0)
  t.equal(last.pages.found, 2)
  for (const end of held) end()
})

t.test('collect again, and delete: what no other collection holds goes', async (t) => {
  const site = await smallSite(t)
  const magpie = await startMagpie(t)
  const { server } = magpie.app
  const first = await magpie.collect(`${site.url}/`)
  const second = await magpie.collect(`${site.url}/about`, { scope: 'page' })
  const again = await server.inject({ method: 'POST', url: `/api/v1/collections/${first.collection.id}/runs` })
  t.equal(again.statusCode, 202)
  t.equal(again.headers.location, `/api/v1/runs/${again.json<Run>().id}`)
  await server.inject({ url: `/api/v1/runs/${again.json<Run>().id}/events` })
  t.match(await magpie.get<CollectionAnswer>(`/collections/${first.collection.id}`), {
    images: 3,
    run: { state: 'succeeded' },
  })

  t.equal(
    (await server.inject({ method: 'DELETE', url: `/api/v1/collections/${first.collection.id}` })).statusCode,
    204,
  )
  const { items } = await magpie.get<List<Image>>('/images')
  t.strictSame(items.map(({ url }) => url.replace(site.url, '')).length, second.collection.images)
  t.equal((await server.inject({ url: `/api/v1/runs/${first.run.id}` })).statusCode, 404)
  t.equal(
    (await server.inject({ method: 'DELETE', url: `/api/v1/collections/${first.collection.id}` })).statusCode,
    404,
  )
})
