/** Previews over HTTP: made at their first request, kept, made once for many, limited, and gone with their collection. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { sql } from 'kysely'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { type Database, openDatabase } from '#platform'
import { ask } from '../support/ask.ts'
import { blobs, hasNoOrphans } from '../support/blobs.ts'
import { createContract } from '../support/contract.ts'
import { databaseUrl, onEveryDatabase } from '../support/databases.ts'
import { collected } from '../support/facts.ts'
import { collectImageSite } from '../support/image-site.ts'
import { isProblem } from '../support/is-problem.ts'
import { picture } from '../support/pictures.ts'
import { previewing } from '../support/previewing.ts'

const jpeg = async () => (await picture(1800, 1200)).jpeg().toBuffer()

onEveryDatabase('preview: made at its first request, and kept', async (t, database) => {
  const { collectionId } = await collected(database)
  const { hold, get, asked } = await previewing(t, database)
  const id = await hold(collectionId, await jpeg())
  const first = await get(id)
  t.match(await sharp(first.bytes).metadata(), { format: 'webp', width: 1600, height: 1067 })
  const digest = createHash('sha256').update(first.bytes).digest('hex')
  t.match(first, {
    status: 200,
    headers: {
      'content-type': 'image/webp',
      'content-length': String(first.bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': /sandbox/,
      etag: `"${digest}"`,
    },
  })
  const again = await get(id)
  t.same([again.bytes, again.headers.etag], [first.bytes, first.headers.etag])
  const known = await get(id, { headers: { 'if-none-match': `"${digest}"` } })
  t.same([known.status, known.bytes.length], [304, 0])
  const head = await get(id, { method: 'HEAD' })
  t.same([head.status, head.headers['content-length']], [200, String(first.bytes.length)])
  const part = await get(id, { headers: { range: 'bytes=8-11' } })
  t.same([part.status, part.text], [206, 'WEBP'])
  t.equal(asked(), 1, 'decoded once')
  t.ok((await blobs(database)).includes(digest))
  await hasNoOrphans(t, database)
})

onEveryDatabase('preview: a part, or the headers alone, of one that is not made yet', async (t, database) => {
  const { collectionId } = await collected(database)
  const { hold, get, asked } = await previewing(t, database)
  const part = await get(await hold(collectionId, await jpeg()), { headers: { range: 'bytes=8-11' } })
  t.same([part.status, part.text], [206, 'WEBP'])
  const head = await get(await hold(collectionId, await jpeg()), { method: 'HEAD' })
  t.same([head.status, head.bytes.length], [200, 0])
  t.equal(asked(), 2)
})

onEveryDatabase('preview: many ask at once, one is made; of two replicas, one is kept', async (t, database) => {
  const { collectionId } = await collected(database)
  const [one, other] = [await previewing(t, database), await previewing(t, database)]
  const id = await one.hold(collectionId, await jpeg())
  const answers = await Promise.all(Array.from({ length: 20 }, () => one.get(id)))
  t.equal(one.asked(), 1)
  t.same([...new Set(answers.map(({ status }) => status))], [200])
  t.equal(new Set(answers.map(({ headers }) => headers.etag)).size, 1)

  const next = await one.hold(collectionId, await jpeg())
  const both = await Promise.all([one, other, one, other].map((replica) => replica.get(next)))
  t.same([...new Set(both.map(({ status, headers }) => `${status} ${headers.etag}`))].length, 1)
  await hasNoOrphans(t, database)
})

onEveryDatabase('preview: who comes when too many wait gets 503 with Retry-After', async (t, database) => {
  const { collectionId } = await collected(database)
  const door = Promise.withResolvers<void>()
  const { hold, get, events } = await previewing(t, database, { door: door.promise, maxWaitingPreviews: 1 })
  const answers: ReturnType<typeof get>[] = []
  for (const bytes of [await jpeg(), await jpeg()]) {
    const isAsked = once(events, 'asked')
    answers.push(get(await hold(collectionId, bytes)))
    await isAsked
  }
  const refused = await get(await hold(collectionId, await jpeg()))
  isProblem(t, refused, 503, 'one is being made and one waits')
  t.match(refused.headers, { 'retry-after': '5', 'cache-control': 'no-store' })
  door.resolve()
  for (const { status } of await Promise.all(answers)) t.equal(status, 200)
})

onEveryDatabase('preview: who goes away gives up a place that nobody else wants', async (t, database) => {
  const { collectionId } = await collected(database)
  const door = Promise.withResolvers<void>()
  const lines: string[] = []
  const made = await previewing(t, database, {
    door: door.promise,
    maxWaitingPreviews: 1,
    onLog: (line) => void lines.push(line),
  })
  const [first, left, next] = await Promise.all([jpeg(), jpeg(), jpeg()])
  const ask = async (id: string) => {
    const isAsked = once(made.events, 'asked')
    const asking = request(made.addressOf(id)).on('error', () => {})
    asking.end()
    await isAsked
    return asking
  }
  await ask(await made.hold(collectionId, first))
  const leaving = await ask(await made.hold(collectionId, left))
  const hasEnded = once(made.events, 'ended')
  leaving.destroy()
  await hasEnded
  const answer = made.get(await made.hold(collectionId, next))
  await once(made.events, 'asked')
  door.resolve()
  t.equal((await answer).status, 200)
  t.strictSame(lines, [], 'nothing to write home about')
})

onEveryDatabase('preview: of every kind of image that is decoded here, and of no other', async (t, database) => {
  const { collectionId } = await collected(database)
  const { hold, get } = await previewing(t, database)
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="4500"><circle r="9"/></svg>'
  const cases: [string, Buffer, object][] = [
    ['TIFF', await (await picture(1800, 900)).tiff().toBuffer(), { width: 1600, height: 800 }],
    ['SVG', Buffer.from(svg), { width: 1600, height: 800 }],
    ['a small PNG', await (await picture(40, 30)).png().toBuffer(), { width: 40, height: 30 }],
    [
      'a JPEG on its side',
      await (await picture(1800, 900)).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      { width: 800, height: 1600 },
    ],
  ]
  for (const [name, bytes, shape] of cases) {
    const answer = await get(await hold(collectionId, bytes))
    t.match(await sharp(answer.bytes).metadata(), { format: 'webp', ...shape }, name)
  }
  isProblem(t, await get('0'.repeat(64)), 404, 'an image that is not there')
  isProblem(t, await get('nonsense'), 400, 'no id of an image')
})

onEveryDatabase('preview: an image that hangs its decoder has none, and the server stays', async (t, database) => {
  const { collectionId } = await collected(database)
  const { hold } = await previewing(t, database)
  const id = await hold(collectionId, await jpeg())
  const entry = new URL('../fixtures/decoders/moody.ts', import.meta.url)
  const { get } = await previewing(t, database, { decoders: { entry, timeoutMs: 200 } })
  const answer = await get(id)
  isProblem(t, answer, 404, 'it took too long twice')
  t.match(answer.text, /gave up on it twice/)
})

onEveryDatabase('preview: shown, although the database takes nothing now', async (t, database) => {
  const { collectionId } = await collected(database)
  const { hold } = await previewing(t, database)
  const id = await hold(collectionId, await jpeg())
  const readOnly = await readingOnly(t, database)
  const lines: string[] = []
  const { get, asked } = await previewing(t, readOnly, { onLog: (line) => void lines.push(line) })
  for (let count = 1; count <= 2; count++) {
    t.match(await get(id), { status: 200, headers: { 'content-type': 'image/webp' } })
    t.equal(asked(), count, 'made each time')
  }
  t.match(lines, [/could not be kept/, /could not be kept/])
})

/** The same database, as a failover leaves it: read, not written. */
async function readingOnly(t: Test, { label, dialect }: Database): Promise<Database> {
  const options = dialect.name === 'postgres' ? '?options=-c%20default_transaction_read_only%3Don' : ''
  const readOnly = openDatabase({ url: label + options })
  t.teardown(() => readOnly.close())
  if (dialect.name === 'sqlite') await sql`pragma query_only = on`.execute(readOnly.tables())
  return readOnly
}

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`preview: as the links and the description of the API say, gone with its collection (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const { magpie, images, collection } = await collectImageSite(t, { DATABASE_URL: url })
    const contract = createContract(JSON.parse((await ask(magpie.url, { path: '/openapi.json' })).text))
    for (const [path, { id }] of images) {
      const asked = { path: `/api/v1/images/${id}/preview` }
      const answer = await ask(magpie.url, asked)
      const isDecoded = path !== '/scan.jp2'
      t.equal(answer.status, isDecoded ? 200 : 404, path)
      t.strictSame(contract.complaints(asked, answer), [], path)
      const { links } = await magpie.get<{ links: { preview: string | null } }>(`/images/${id}`)
      t.equal(links.preview, isDecoded ? asked.path : null, path)
    }
    t.equal((await ask(magpie.url, { method: 'DELETE', path: `/api/v1/collections/${collection.id}` })).status, 204)
    const database = openDatabase({ url })
    t.teardown(() => database.close())
    t.strictSame(await blobs(database), [])
  })
}
