/** Originals of many megabytes: kept, read and sent in parts, of which one is in memory. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Database } from '#platform'
import { createBlobStore, partBytes } from '../../src/modules/catalog/blob-store.ts'
import { bytesRoutes } from '../../src/modules/catalog/bytes-routes.ts'
import { imageAdded } from '../../src/modules/catalog/records.ts'
import type { CatalogTables } from '../../src/modules/catalog/tables.ts'
import { ask } from '../support/ask.ts'
import { atRest } from '../support/at-rest.ts'
import { hasNoOrphans } from '../support/blobs.ts'
import { onEveryDatabase } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'
import { collected, image, store } from '../support/facts.ts'
import { forget } from '../support/forget.ts'
import { isProblem } from '../support/is-problem.ts'
import { serveCatalogue } from '../support/serve-catalogue.ts'

const size = 2 * partBytes + 300_000

async function storeLarge(database: Database, original = randomBytes(size)) {
  const { collectionId } = await collected(database)
  const large = image(collectionId, { original, thumbnail: null })
  await store(database, imageAdded.record(large))
  return { collectionId, original, id: large.digest, path: `/images/${large.digest}/original` }
}

const partsOf = (database: Database) =>
  database.tables<CatalogTables>().selectFrom('blob_parts').selectAll().orderBy('start').execute()

/** As versions did that knew no parts. */
async function storeInOneRow(database: Database, id: string, data: Buffer): Promise<void> {
  const db = database.tables<CatalogTables>()
  await db.deleteFrom('blob_parts').execute()
  await db.updateTable('blobs').set({ data }).where('digest', '=', id).execute()
}

onEveryDatabase('whole and by ranges, as it came; also from a row that has all of it', async (t, database) => {
  const { origin } = await serveCatalogue(t, database, { routes: bytesRoutes })
  const { original, id, path } = await storeLarge(database)
  const parts = await partsOf(database)
  t.strictSame(
    parts.map(({ start, data }) => [start, data.length]),
    [
      [partBytes, partBytes],
      [2 * partBytes, 300_000],
    ],
  )
  const ranges = [
    [0, size - 1],
    [partBytes - 1, partBytes],
    [partBytes, 2 * partBytes - 1],
    [partBytes + 7, size - 2],
    [2 * partBytes, 2 * partBytes],
    [size - 1, size - 1],
  ] as const
  for (const layout of ['in parts', 'in one row']) {
    if (layout === 'in one row') await storeInOneRow(database, id, original)
    const whole = await ask(origin, { path })
    t.equal(whole.status, 200)
    t.equal(whole.headers['content-length'], String(size))
    t.ok(whole.bytes.equals(original), layout)
    for (const [start, end] of ranges) {
      const { status, headers, bytes } = await ask(origin, { path, headers: { range: `bytes=${start}-${end}` } })
      t.match({ status, range: headers['content-range'] }, { status: 206, range: `bytes ${start}-${end}/${size}` })
      t.ok(bytes.equals(original.subarray(start, end + 1)), `${start} to ${end} ${layout}`)
    }
    t.ok((await createBlobStore(database.tables()).find(id))?.equals(original), 'also in one piece')
    const head = await ask(origin, { path, method: 'HEAD' })
    t.match(head, { status: 200, headers: { 'content-length': String(size), etag: `"${id}"` } })
    t.equal(head.bytes.length, 0)
  }
})

onEveryDatabase('stored twice, and deleted: its parts come once and go with it', async (t, database) => {
  const { collectionId, original } = await storeLarge(database)
  const second = await storeLarge(database, original)
  t.equal((await partsOf(database)).length, 2)
  await forget(database, collectionId)
  t.equal((await partsOf(database)).length, 2)
  await forget(database, second.collectionId)
  t.strictSame(await partsOf(database), [])
  await hasNoOrphans(t, database)
})

onEveryDatabase(
  'a part that is gone: 404 where nothing is sent yet, and too short an answer where it is',
  async (t, database) => {
    const { origin } = await serveCatalogue(t, database, { routes: bytesRoutes })
    const { path } = await storeLarge(database)
    const db = database.tables<CatalogTables>()
    await db
      .deleteFrom('blob_parts')
      .where('start', '=', 2 * partBytes)
      .execute()
    const range = `bytes=${2 * partBytes}-${2 * partBytes + 9}`
    // The one before has nothing of it.
    const missing = await ask(origin, { path, headers: { range } })
    isProblem(t, missing, 404, 'not-found')
    t.equal(missing.headers['content-range'], undefined)
    t.equal(missing.headers['content-disposition'], undefined)
    await t.rejects(ask(origin, { path }), { code: 'ECONNRESET' })
  },
)

onEveryDatabase('nobody takes it: no more of it is read', async (t, database) => {
  const { path } = await storeLarge(database, randomBytes(40 * partBytes))
  const { origin, asked } = await serveCatalogue(t, database, { routes: bytesRoutes })
  const [answer] = (await once(request(`${origin}${path}`, { agent: false }).end(), 'response')) as [IncomingMessage]
  await atRest(asked)
  t.ok(asked() < 40, `${asked()} questions`)
  answer.destroy()
  await once(answer, 'close')
})

onEveryDatabase('who takes nothing of it for long is left', async (t, database) => {
  const { path } = await storeLarge(database, randomBytes(40 * partBytes))
  const { origin, connections } = await serveCatalogue(t, database, { routes: bytesRoutes, more: { stallMs: 200 } })
  const [answer] = (await once(request(`${origin}${path}`, { agent: false }).end(), 'response')) as [IncomingMessage]
  t.equal(await connections(), 1)
  await eventually(connections, (open) => open === 0)
  await t.rejects(buffer(answer), { code: 'ECONNRESET' })
})
