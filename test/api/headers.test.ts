/** What every answer says of itself: who may keep it, and what a browser may do with it. */
import { randomBytes } from 'node:crypto'
import t from 'tap'
import { openDatabase } from '#platform'
import { partBytes } from '../../src/modules/catalog/blob-store.ts'
import { imageAdded } from '../../src/modules/catalog/records.ts'
import { ask } from '../support/ask.ts'
import { databaseUrl } from '../support/databases.ts'
import { collected, image, store } from '../support/facts.ts'
import { collectImageSite } from '../support/image-site.ts'
import { startMagpie } from '../support/magpie.ts'

t.test('Cache-Control: runs are kept by nobody, images and files are asked for again, bytes stay', async (t) => {
  const { magpie, images, collection, run } = await collectImageSite(t)
  const large = images.get('/large.png')?.id
  const kept: [path: string, cacheControl: string][] = [
    ['/api/v1/images', 'private, no-cache'],
    [`/api/v1/images/${large}`, 'private, no-cache'],
    ['/api/v1/images/facets', 'private, no-cache'],
    ['/api/v1/images?limit=0', 'no-store'],
    [`/api/v1/images/${'0'.repeat(64)}`, 'no-store'],
    [`/api/v1/collections/${collection.id}`, 'no-store'],
    [`/api/v1/runs/${run.id}`, 'no-store'],
    ['/api/v1/nothing', 'no-store'],
    ['/openapi.json', 'no-store'],
    ['/health/ready', 'no-store'],
    ['/metrics', 'no-store'],
    ['/', 'public, max-age=0'],
    ['/assets/gallery.js', 'public, max-age=0'],
    [`/api/v1/images/${large}/thumbnail`, 'public, max-age=31536000, immutable'],
  ]
  for (const [path, cacheControl] of kept) {
    t.equal((await ask(magpie.url, { path })).headers['cache-control'], cacheControl, path)
  }
})

/** One that is sent in parts; answers its id. */
async function storeLarge(url: string): Promise<string> {
  const database = openDatabase({ url })
  const { collectionId } = await collected(database)
  const large = image(collectionId, { original: randomBytes(2 * partBytes) })
  await store(database, imageAdded.record(large))
  await database.close()
  return large.digest
}

t.test('with a token: no shared cache keeps what was given to one who knew it', async (t) => {
  const DATABASE_URL = await databaseUrl(t, 'sqlite')
  await (await collectImageSite(t, { DATABASE_URL })).magpie.close()
  const magpie = await startMagpie(t, { DATABASE_URL, API_TOKEN: 'secret' })
  const headers = { authorization: 'Bearer secret' }
  const [small] = JSON.parse((await ask(magpie.url, { path: '/api/v1/images', headers })).text).items
  const large = await storeLarge(DATABASE_URL)
  for (const path of [small.links.original, `/api/v1/images/${large}/original`]) {
    const answer = await ask(magpie.url, { path, headers })
    t.equal(answer.headers['cache-control'], 'private, max-age=31536000, immutable', path)
  }
  t.equal((await ask(magpie.url, { path: '/assets/gallery.js' })).headers['cache-control'], 'public, max-age=0')
})

t.test('files of the gallery: 304 while they are the same', async (t) => {
  const { magpie } = await collectImageSite(t)
  for (const path of ['/', '/assets/gallery.js', '/assets/gallery.css']) {
    const { headers } = await ask(magpie.url, { path })
    t.ok(headers.etag, path)
    const again = await ask(magpie.url, { path, headers: { 'if-none-match': String(headers.etag) } })
    t.equal(again.status, 304, path)
  }
})

t.test('every answer: nosniff, no framing, no referrer, and a policy without inline code', async (t) => {
  const { magpie } = await collectImageSite(t)
  for (const path of ['/', '/api/v1/images', '/api/v1/nothing', '/docs', '/health/live', '/metrics']) {
    const { headers } = await ask(magpie.url, { path })
    t.equal(headers['x-content-type-options'], 'nosniff', path)
    t.equal(headers['referrer-policy'], 'no-referrer', path)
    const policy = String(headers['content-security-policy'])
    t.match(policy, /frame-ancestors 'none'/, path)
    t.match(policy, /script-src 'self'(;|$)/, path)
  }
})
