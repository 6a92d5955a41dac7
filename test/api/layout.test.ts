/** The layout of a list: each shape in its place, cursors that the list takes, and as little work as there can be. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import type { Database } from '#platform'
import { toCode } from '../../src/modules/catalog/layout/layout-format.ts'
import { type LayoutRouteOptions, layoutRoutes } from '../../src/modules/catalog/layout/layout-routes.ts'
import { imageAdded } from '../../src/modules/catalog/records.ts'
import { type Answer, ask } from '../support/ask.ts'
import { databaseUrl, onEveryDatabase } from '../support/databases.ts'
import { collected, image, store } from '../support/facts.ts'
import { isProblem } from '../support/is-problem.ts'
import { startMagpie } from '../support/magpie.ts'
import { createRandom } from '../support/random.ts'
import { serveCatalogue } from '../support/serve-catalogue.ts'

/** As the description of the route says. */
function readLayout(bytes: Buffer) {
  const [version, step] = [bytes.readUInt16LE(4), bytes.readUInt16LE(6)]
  const [count, cursorCount] = [bytes.readUInt32LE(8), bytes.readUInt32LE(12)]
  const lines = bytes.toString('latin1', 16 + count).split('\n')
  const cursors = lines.slice(0, -1)
  const isWhole = lines.at(-1) === '' && cursors.length === cursorCount
  return {
    magic: bytes.toString('latin1', 0, 4),
    version,
    step,
    isWhole,
    codes: [...bytes.subarray(16, 16 + count)],
    cursors,
  }
}

/** Of many shapes and three formats; times and sizes come several times. */
async function storeMany(database: Database, count: number): Promise<string> {
  const random = createRandom(7)
  const { collectionId } = await collected(database)
  for (let from = 0; from < count; from += 500) {
    const images = Array.from({ length: Math.min(500, count - from) }, (_, at) => {
      const given = image(collectionId, {
        seenAt: random.integer(400),
        alt: (from + at) % 3 === 0 ? 'a red hill' : null,
      })
      const shape = { width: 1 + random.integer(400), height: 1 + random.integer(300) }
      const format = random.one(['png', 'jpeg', 'webp'] as const)
      return { ...given, thumbnail: null, facts: { ...given.facts, ...shape, format } }
    })
    await store(database, ...images.map(imageAdded.record))
  }
  return collectionId
}

interface Serving {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** How many questions the database was asked since. */
  asked(): number
}

async function serve(t: Test, database: Database, limits?: LayoutRouteOptions['limits']): Promise<Serving> {
  const { origin, asked } = await (limits
    ? serveCatalogue(t, database, { routes: layoutRoutes, more: { limits } })
    : serveCatalogue(t, database))
  let before = 0
  return {
    get: (path, headers = {}) => ask(origin, { path, headers }),
    asked() {
      const since = asked() - before
      before += since
      return since
    },
  }
}

interface Listed {
  id: string
  width: number
  height: number
}

async function listAll(get: Serving['get'], query: string): Promise<Listed[]> {
  const items: Listed[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { text } = await get(`/images?${query}&limit=500${cursor && `&cursor=${cursor}`}`)
    const page: { items: Listed[]; next: string | null } = JSON.parse(text)
    items.push(...page.items)
    cursor = page.next
  }
  return items
}

onEveryDatabase('every filter and sort: the shapes of the list, and cursors to every 512th', async (t, database) => {
  const collection = await storeMany(database, 5200)
  const { get } = await serve(t, database)
  const queries = [
    'sort=newest',
    'sort=heaviest',
    'sort=smallest',
    `collection=${collection}&sort=oldest`,
    'format=png,webp&sort=largest',
    'minWidth=200',
    'color=%23102030&sort=oldest',
    'host=nowhere.test',
  ]
  for (const query of queries) {
    const listed = await listAll(get, query)
    const { codes, cursors, ...said } = readLayout((await get(`/images/layout?${query}`)).bytes)
    t.strictSame(said, { magic: 'MPLY', version: 1, step: 512, isWhole: true }, query)
    t.strictSame(
      codes,
      listed.map(({ width, height }) => toCode(width, height)),
      query,
    )
    t.equal(cursors.length, Math.max(0, Math.ceil(codes.length / 512) - 1), query)
    for (const [at, cursor] of cursors.entries()) {
      const page = JSON.parse((await get(`/images?${query}&limit=1&cursor=${cursor}`)).text)
      t.equal(page.items[0].id, listed[512 * (at + 1)]?.id, `${query}, cursor ${at}`)
    }
  }
})

onEveryDatabase('exactly 512, and one more: a cursor only where something follows', async (t, database) => {
  await storeMany(database, 512)
  const { get } = await serve(t, database)
  t.equal(readLayout((await get('/images/layout')).bytes).cursors.length, 0)
  await store(database, imageAdded.record(image((await collected(database)).collectionId)))
  const { codes, cursors } = readLayout((await get('/images/layout')).bytes)
  t.strictSame([codes.length, cursors.length], [513, 1])
})

onEveryDatabase('cursors are of one query', async (t, database) => {
  await storeMany(database, 600)
  const { get } = await serve(t, database)
  const [cursor] = readLayout((await get('/images/layout?sort=heaviest')).bytes).cursors
  isProblem(t, await get(`/images?sort=newest&cursor=${cursor}`), 400, 'cursor-mismatch')
  t.equal((await get(`/images?sort=heaviest&limit=7&cursor=${cursor}`)).status, 200)
})

onEveryDatabase('packed by what the client takes, and kept until something is stored', async (t, database) => {
  const collectionId = await storeMany(database, 600)
  const { get, asked } = await serve(t, database)
  const plain = await get('/images/layout')
  t.match(plain.headers, {
    'content-type': 'application/octet-stream',
    vary: /accept-encoding/,
    'content-encoding': undefined,
  })
  asked()
  const unpack = { br: brotliDecompressSync, gzip: gunzipSync }
  for (const coding of ['br', 'gzip', 'br'] as const) {
    const { headers, bytes } = await get('/images/layout?sort=newest', { 'accept-encoding': coding })
    t.equal(headers['content-encoding'], coding)
    t.equal(headers['content-length'], String(bytes.length))
    t.match(headers.vary, /accept-encoding/)
    t.strictSame(unpack[coding](bytes), plain.bytes)
  }
  t.equal(asked(), 3, 'the revision, and nothing else')
  const weighed = await get('/images/layout?sort=newest', { 'accept-encoding': 'br;q=0.5, gzip;q=1' })
  t.equal(weighed.headers['content-encoding'], 'gzip')
  const { etag = '' } = plain.headers
  const known = await get('/images/layout', { 'if-none-match': etag })
  t.strictSame([known.status, known.bytes.length, asked()], [304, 0, 2])
  t.match(known.headers, { etag, vary: /accept-encoding/ })
  await store(database, imageAdded.record(image(collectionId)))
  const later = await get('/images/layout', { 'if-none-match': etag })
  t.equal(later.status, 200)
  t.equal(readLayout(later.bytes).codes.length, 601)
})

onEveryDatabase('those who ask at the same time share one making of it', async (t, database) => {
  await storeMany(database, 600)
  const { get, asked } = await serve(t, database)
  const before = asked()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => get('/images/layout', { 'accept-encoding': 'br' })),
  )
  t.equal(new Set(answers.map(({ bytes }) => bytes.toString('hex'))).size, 1)
  t.ok(asked() - before < 20 + 5)
})

onEveryDatabase('more images than it may have: 400', async (t, database) => {
  await storeMany(database, 3)
  const { get } = await serve(t, database, { mostImages: 2 })
  isProblem(t, await get('/images/layout'), 400, 'too-many-images')
  isProblem(t, await get('/images/layout?minWidth=1'), 400, 'too-many-images')
})

onEveryDatabase('more different ones than are made at once: 503, and when to come again', async (t, database) => {
  await storeMany(database, 3)
  const { get } = await serve(t, database, { mostAtOnce: 0 })
  const refused = await get('/images/layout')
  isProblem(t, refused, 503, 'busy')
  t.equal(refused.headers['retry-after'], '1')
})

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`the route of a Magpie (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const { url: origin } = await startMagpie(t, { DATABASE_URL: url })
    const get = (query: string, method = 'GET', headers = {}) =>
      ask(origin, { method, path: `/api/v1/images/layout${query}`, headers })
    t.equal((await get('')).bytes.length, 16)
    const head = await get('', 'HEAD')
    t.match(head, { status: 200, headers: { 'content-length': '16' } })
    t.equal(head.bytes.length, 0)
    const packed = await get('', 'GET', { 'accept-encoding': 'br' })
    t.equal(packed.headers['content-encoding'], 'br')
    t.strictSame(brotliDecompressSync(packed.bytes), (await get('')).bytes)
    for (const query of ['?limit=5', '?cursor=x', '?unknown=1', '?sort=NEWEST', '?minWidth=x', '?collection=1'])
      isProblem(t, await get(query), 400, query)
  })
}

onEveryDatabase('of a collection: what it holds, and nothing of another', async (t, database) => {
  const [few, many] = [await storeMany(database, 3), await storeMany(database, 7)]
  const { get } = await serve(t, database)
  const count = async (query: string) => readLayout((await get(`/images/layout?${query}`)).bytes).codes.length
  for (const sort of ['newest', 'lightest', 'largest']) {
    t.equal(await count(`collection=${few}&sort=${sort}`), 3)
    t.equal(await count(`collection=${many}&sort=${sort}`), 7)
  }
  const ofNobody = '00000000-0000-7000-8000-000000000000'
  t.equal(await count(`collection=${ofNobody}`), 0)
})
