/** Originals as one ZIP: whole and as it was said to be, or seen not to be; never more of it in memory than is being sent. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import type { Database } from '#platform'
import { imageAdded } from '../../src/modules/catalog/records.ts'
import type { ImageFilters } from '../../src/modules/catalog/schemas.ts'
import type { CatalogTables } from '../../src/modules/catalog/tables.ts'
import { planZip } from '../../src/modules/catalog/zip/zip-plan.ts'
import { type ZipRouteOptions, zipRoutes } from '../../src/modules/catalog/zip/zip-routes.ts'
import { ask } from '../support/ask.ts'
import { atRest } from '../support/at-rest.ts'
import { databaseUrl, onEveryDatabase } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'
import { collected, digest, image, store } from '../support/facts.ts'
import { collectImageSite } from '../support/image-site.ts'
import { isProblem } from '../support/is-problem.ts'
import { readZip } from '../support/read-zip.ts'
import { serveCatalogue } from '../support/serve-catalogue.ts'

interface ManifestLine {
  name: string
  digest: string
  bytes: number
  url: string
  page: string
  alt: string | null
}

/** The manifest's lines, with the file that each names. */
function manifestOf(zip: Buffer) {
  const { files } = readZip(zip)
  const manifest = files.pop()
  const byName = new Map(files.map(({ name, bytes }) => [name, bytes]))
  const lines: ManifestLine[] = String(manifest?.bytes)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  return { manifest: manifest?.name, files, lines, bytesOf: (name: string) => byName.get(name) ?? Buffer.alloc(0) }
}

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`the zip of a collected site (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const { magpie, collection, images } = await collectImageSite(t, { DATABASE_URL: url })
    const get = (query: string, method = 'GET') =>
      ask(magpie.url, { method, path: `/api/v1/images.zip?collection=${collection.id}${query}` })

    t.test('every original under the name of its address, and a manifest', async (t) => {
      const { status, headers, bytes } = await get('&sort=heaviest')
      t.equal(status, 200)
      t.match(headers, {
        'content-type': 'application/zip',
        'content-disposition': /^attachment; filename="magpie-images-\d{4}-\d\d-\d\d\.zip"$/,
        'content-length': String(bytes.length),
        'cache-control': 'no-store',
      })
      const { manifest, files, lines, bytesOf } = manifestOf(bytes)
      t.equal(manifest, 'manifest.jsonl')
      t.strictSame(files.map(({ name }) => name).sort(), ['drawing.svg', 'large.png', 'scan.jp2', 'small@2x.png'])
      t.strictSame(
        lines.map(({ name }) => name),
        files.map(({ name }) => name),
      )
      for (const line of lines) t.equal(digest(bytesOf(line.name)), line.digest, line.name)
      const sizes = lines.map((line) => line.bytes)
      t.strictSame(
        sizes,
        sizes.toSorted((one, other) => other - one),
      )
      t.match(
        lines.find(({ digest }) => digest === images.get('/large.png')?.id),
        { format: 'png', width: 640, height: 480, url: /\/large\.png$/, page: /\/$/, alt: 'A hill' },
      )
    })

    t.test('filters: what they leave, and nothing', async (t) => {
      t.strictSame(
        manifestOf((await get('&format=svg')).bytes).lines.map(({ name }) => name),
        ['drawing.svg'],
      )
      const empty = manifestOf((await get('&host=nowhere.test')).bytes)
      t.strictSame([empty.manifest, empty.files, empty.lines], ['manifest.jsonl', [], []])
    })

    t.test('HEAD: how long it would be', async (t) => {
      const whole = await get('')
      const { status, headers, bytes } = await get('', 'HEAD')
      t.equal(status, 200)
      t.equal(headers['content-length'], String(whole.bytes.length))
      t.equal(bytes.length, 0)
    })

    t.test('pages there are none', async (t) => {
      for (const query of ['limit=5', 'cursor=x', 'unknown=1', 'sort=NEWEST', 'minWidth=x'])
        isProblem(t, await get(`&${query}`), 400, query)
    })
  })
}

type Limits = Partial<ZipRouteOptions>

async function serve(t: Test, database: Database, limits: Limits = {}): Promise<string> {
  return (await serveCatalogue(t, database, { routes: zipRoutes, more: limits })).origin
}

/** Images of a megabyte each, all of one name. */
async function storeLarge(database: Database, count: number, more: { seenAt?: number } = {}) {
  const { collectionId } = await collected(database)
  const images = Array.from({ length: count }, (_, at) =>
    image(collectionId, { original: randomBytes(1024 ** 2 + at), seenAt: at, ...more }),
  )
  for (const each of images) await store(database, imageAdded.record(each))
  return images
}

async function open(origin: string, path = '/images.zip'): Promise<IncomingMessage> {
  const [answer] = await once(request(`${origin}${path}`, { agent: false }).end(), 'response')
  return answer
}

onEveryDatabase('one name for many: the first of the list has it', async (t, database) => {
  const images = await storeLarge(database, 4)
  const origin = await serve(t, database)
  for (const [sort, order] of Object.entries({ oldest: images, newest: images.toReversed() })) {
    const { lines, bytesOf } = manifestOf(await buffer(await open(origin, `/images.zip?sort=${sort}`)))
    t.strictSame(
      lines.map(({ name }) => name),
      order.map(({ digest }, at) => (at === 0 ? 'a.png' : `a-${digest.slice(0, 8)}.png`)),
    )
    for (const line of lines) t.equal(digest(bytesOf(line.name)), line.digest)
  }
})

onEveryDatabase('a heavy one among light ones', async (t, database) => {
  const { collectionId } = await collected(database)
  for (const bytes of [10, 9 * 1024 ** 2 + 1, 20, 0])
    await store(database, imageAdded.record(image(collectionId, { original: randomBytes(bytes) })))
  const { lines, bytesOf } = manifestOf(await buffer(await open(await serve(t, database))))
  t.equal(lines.length, 4)
  for (const line of lines) t.equal(digest(bytesOf(line.name)), line.digest)
})

onEveryDatabase('images that come while it is sent are not in it', async (t, database) => {
  const images = await storeLarge(database, 40)
  const origin = await serve(t, database)
  const answer = await open(origin)
  await storeLarge(database, 2, { seenAt: 20 })
  const zip = await buffer(answer)
  t.equal(answer.headers['content-length'], String(zip.length))
  t.strictSame(new Set(manifestOf(zip).lines.map((line) => line.digest)), new Set(images.map((each) => each.digest)))
})

onEveryDatabase('an image that goes or changes while it is sent: it breaks off', async (t, database) => {
  const [oldest] = await storeLarge(database, 40)
  const db = database.tables<CatalogTables>()
  const origin = await serve(t, database)
  const changes = {
    renamed: () => db.updateTable('images').set({ url: 'http://site.test/b.png' }),
    'with other bytes': () => db.updateTable('blobs').set({ data: Buffer.from('x') }),
  }
  for (const [what, change] of Object.entries(changes)) {
    const answer = await open(origin)
    const column = what === 'renamed' ? 'id' : 'digest'
    await (change() as ReturnType<typeof changes.renamed>).where(column as 'id', '=', String(oldest?.digest)).execute()
    await t.rejects(buffer(answer), { code: 'ECONNRESET' }, what)
    t.notOk(answer.complete)
  }
  const answer = await open(origin)
  for (const table of ['collection_images', 'image_details', 'image_colors', 'image_words'] as const)
    await db.deleteFrom(table).execute()
  await db.deleteFrom('images').execute()
  await t.rejects(buffer(answer), { code: 'ECONNRESET' }, 'deleted')
})

onEveryDatabase('nobody takes it: it is not read, and ends with its client', async (t, database) => {
  await storeLarge(database, 60)
  const { origin, asked } = await serveCatalogue(t, database, { routes: zipRoutes })
  const answer = await open(origin)
  await atRest(asked)
  const whole = 60
  t.ok(asked() < whole, `${asked()} questions`)
  answer.destroy()
  await once(answer, 'close')
  const before = asked()
  await buffer(await open(origin, '/images.zip?host=nowhere.test'))
  t.ok(asked() < before + 3, 'nothing more is asked for after it has gone')
})

onEveryDatabase('so many at once: 503 and when to come again, until one has its end', async (t, database) => {
  await storeLarge(database, 20)
  const origin = await serve(t, database, { mostZips: 1 })
  const answer = await open(origin)
  const refused = await ask(origin, { path: '/images.zip' })
  isProblem(t, refused, 503, 'busy')
  t.match(refused.headers['retry-after'], /^\d+$/)
  answer.destroy()
  const { headers, bytes } = await eventually(
    () => ask(origin, { path: '/images.zip' }),
    ({ status }) => status === 200,
  )
  t.equal(headers['content-length'], String(bytes.length))
  await eventually(
    () => ask(origin, { method: 'HEAD', path: '/images.zip' }),
    ({ status }) => status === 200,
  )
})

onEveryDatabase('who takes nothing for long is left', async (t, database) => {
  await storeLarge(database, 20)
  const origin = await serve(t, database, { mostZips: 1, stallMs: 200 })
  const answer = await open(origin)
  await eventually(
    () => ask(origin, { method: 'HEAD', path: '/images.zip' }),
    ({ status }) => status === 200,
  )
  await t.rejects(buffer(answer), { code: 'ECONNRESET' })
})

onEveryDatabase('more images than it may have: 400', async (t, database) => {
  await storeLarge(database, 3)
  const origin = await serve(t, database, { mostImages: 2 })
  const answer = await ask(origin, { path: '/images.zip' })
  isProblem(t, answer, 400, 'too-many-images')
  t.match(JSON.parse(answer.text).detail, /2 images at most/)
  isProblem(t, await ask(origin, { path: '/images.zip?minBytes=1' }), 400, 'too-many-images')
  t.equal((await ask(origin, { path: '/images.zip?minBytes=1048577' })).status, 200)
  // Who has left is told so as soon as an image was read.
  const query = { sort: 'oldest', now: 0, mostImages: 2, signal: AbortSignal.abort() } as const
  const plan = (filters: ImageFilters) => planZip(database.tables<CatalogTables>(), { ...query, filters })
  await t.rejects(plan({}), { message: /2 images at most/ }, 'of a whole catalogue the number is known')
  await t.rejects(plan({ minBytes: 1 }), { name: 'AbortError' })
})
