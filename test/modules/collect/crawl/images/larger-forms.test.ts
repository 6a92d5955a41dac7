/** A larger form that an address speaks of is taken where it is one. */
import type { RequestListener } from 'node:http'
import t from 'tap'
import type { Run } from '#collect'
import { collectSite, findingsOf, png } from '../../../../support/collecting.ts'
import { runEnded } from '../../../../support/magpie.ts'
import { photo } from '../../../../support/photos.ts'

const large = await photo(1, { width: 900, height: 600 })
const small = await photo(1, { width: 300, height: 200 })
const tiny = await photo(1, { width: 150, height: 100 })
const other = await photo(2, { width: 900, height: 600 })
const cropped = await photo(1, { width: 600, height: 600 })

t.test('larger form: taken in the stead of the page’s own, which is an alternate', async (t) => {
  const { resources, run, magpie, site, collection } = await collectSite(t, {
    '/': '<img src=a-300x200.jpg alt=Lake><img src="/_next/image?url=%2Fb.jpg&w=64">',
    '/a-300x200.jpg': small,
    '/a.jpg': large,
    '/_next/image': await photo(3, { width: 300, height: 200 }),
    '/b.jpg': await photo(3, { width: 900, height: 600 }),
  })
  const image = resources['/a.jpg']?.image
  t.match(resources, {
    '/a-300x200.jpg': { verdict: 'alternate', image, reason: `A larger form was taken: ${site.url}/a.jpg` },
    '/a.jpg': { verdict: 'stored', element: 'img' },
    '/b.jpg': { verdict: 'stored' },
  })
  t.match(run, { images: { found: 4, stored: 2, alternate: 2, failed: 0 } })
  t.match(await magpie.get(`/collections/${collection.id}`), { images: 2 })
  t.match(await magpie.get(`/images/${image}`), {
    width: 900,
    occurrences: [{ alt: 'Lake', url: `${site.url}/a.jpg`, alternates: [`${site.url}/a-300x200.jpg`] }],
  })
})

const kept: [title: string, guess: object | Buffer, reason: RegExp][] = [
  ['not there', { status: 404 }, /larger form was looked for here\. The server answered 404/],
  ['no image', { body: '<p>sorry' }, /looked for here/],
  ['not larger', small, /It is not larger/],
  ['something else', other, /It shows something else/],
  ['of another shape', cropped, /It has another shape/],
]

for (const [title, guess, reason] of kept) {
  t.test(`larger form: ${title} – the page's own is kept, and nothing counts as failed`, async (t) => {
    const { resources, run } = await collectSite(t, {
      '/': '<img src=a-300x200.jpg>',
      '/a-300x200.jpg': small,
      '/a.jpg': guess as Buffer,
    })
    t.match(resources, {
      '/a-300x200.jpg': { verdict: 'stored' },
      '/a.jpg': { verdict: 'alternate', reason, image: null },
    })
    t.match(run, { state: 'succeeded', images: { found: 2, stored: 1, alternate: 1, failed: 0 } })
  })
}

t.test(
  "larger form: a heavy one of the page's own is not held meanwhile, but asked for again where it is kept",
  async (t) => {
    const heavy = Buffer.concat([small, Buffer.alloc(5 * 1024 ** 2)])
    const { asked, resources, magpie } = await collectSite(t, {
      '/': '<img src=a-300x200.jpg>',
      '/a-300x200.jpg': heavy,
      '/a.jpg': { status: 404 },
    })
    t.match(resources, { '/a-300x200.jpg': { verdict: 'stored', bytes: heavy.length } })
    t.equal(asked().filter((path) => path === '/a-300x200.jpg').length, 2)
    t.match(await magpie.get(`/images/${resources['/a-300x200.jpg']?.image}`), { bytes: heavy.length, width: 300 })
  },
)

t.test('larger form: not asked for where the collection says so', async (t) => {
  const { asked, resources } = await collectSite(
    t,
    { '/': '<img src=a-300x200.jpg>', '/a-300x200.jpg': small, '/a.jpg': large },
    { fullSize: false },
  )
  t.notOk(asked().includes('/a.jpg'))
  t.match(resources, { '/a-300x200.jpg': { verdict: 'stored' } })
})

t.test('larger form: several resized forms lead to one, which is asked for once', async (t) => {
  const { asked, run, magpie, resources } = await collectSite(t, {
    '/': '<img src=a-300x200.jpg><img src=a-150x100.jpg><a href=/b>b</a>',
    '/b': '<img src=a-300x200.jpg>',
    '/a-300x200.jpg': small,
    '/a-150x100.jpg': tiny,
    '/a.jpg': large,
  })
  t.equal(asked().filter((path) => path === '/a.jpg').length, 1)
  t.match(run, { images: { found: 3, stored: 1, alternate: 2 } })
  const { occurrences } = await magpie.get<{ occurrences: object[] }>(`/images/${resources['/a.jpg']?.image}`)
  t.equal(occurrences.length, 3)
})

t.test('larger form: where the site names it itself, it is there for its own sake', async (t) => {
  const { asked, run } = await collectSite(t, {
    '/': '<img src=a.jpg><img src=a-300x200.jpg>',
    '/a-300x200.jpg': small,
    '/a.jpg': large,
  })
  t.equal(asked().filter((path) => path === '/a.jpg').length, 1)
  t.match(run, { images: { found: 2, stored: 2 } })
})

t.test('larger form: collected again, neither of the two is sent again', async (t) => {
  const unchanging =
    (body: Buffer): RequestListener =>
    (request, response) => {
      const isKnown = request.headers['if-none-match'] === '"one"'
      response.writeHead(isKnown ? 304 : 200, { etag: '"one"' }).end(isKnown ? undefined : body)
    }
  const { magpie, collection, run, site } = await collectSite(t, {
    '/': '<img src=a-300x200.jpg><img src=b-300x200.png>',
    '/a-300x200.jpg': unchanging(small),
    '/a.jpg': unchanging(large),
    '/b-300x200.png': unchanging(await png()),
  })
  const before = site.hits.length
  const url = `/api/v1/collections/${collection.id}/runs`
  const { id } = (await magpie.app.server.inject({ method: 'POST', url })).json<Run>()
  await runEnded(magpie.app.server, id)
  const again = await findingsOf(magpie, await magpie.get<Run>(`/runs/${id}`), site)
  const hits = site.hits.slice(before).filter((hit) => /\.(jpg|png)$/.test(hit.url))
  t.ok(hits.every(({ headers }) => headers['if-none-match'] === '"one"'))
  t.equal(hits.length, 3, 'and what was not there is not looked for')
  t.match(again.resources, {
    '/a-300x200.jpg': { verdict: 'alternate', status: 304 },
    '/a.jpg': { verdict: 'stored', status: 304, change: 'unchanged' },
    '/b-300x200.png': { verdict: 'stored', status: 304 },
  })
  t.match(again.run, { images: { stored: run.images.stored }, changes: { unchanged: 2, new: 0, gone: 0 } })
})
