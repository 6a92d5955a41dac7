/** What is kept for the next run and for another try: stored twice it changes nothing, and it goes with its collection. */

import { type Database, type JournalState, newId } from '#platform'
import { imageAdded, occurrencePlaced, placesVacated } from '../../../../src/modules/catalog/records.ts'
import { findDocument, type ReadDocument } from '../../../../src/modules/collect/findings/document-repository.ts'
import { listMissed, type MissedPicture } from '../../../../src/modules/collect/findings/missed-repository.ts'
import { createRecall } from '../../../../src/modules/collect/findings/recall.ts'
import {
  documentRead,
  pageSeen,
  pictureMissed,
  resourceSeen,
  runFinished,
  runQueued,
  runRetried,
} from '../../../../src/modules/collect/records.ts'
import { createLeases } from '../../../../src/modules/collect/runs/lease.ts'
import { findRun, requestCancel } from '../../../../src/modules/collect/runs/run-repository.ts'
import type { CollectTables } from '../../../../src/modules/collect/tables.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { collected, image, occurrence, page, resource, store } from '../../../support/facts.ts'
import { countedAndRecounted, everything } from '../../../support/recount.ts'

const tables = (database: Database) => database.tables<CollectTables>()

function read(collectionId: string, more: Partial<ReadDocument> = {}): ReadDocument {
  const said = { etag: '"a"', lastModified: null, contentType: 'text/html', headers: { robots: ['noai'] } }
  return {
    collectionId,
    url: 'http://site.test/',
    finalUrl: 'http://site.test/home',
    body: Buffer.from('x'),
    ...said,
    ...more,
  }
}

function missed(runId: string, more: Partial<MissedPicture> = {}): MissedPicture {
  const where = { page: 'http://site.test/', pageTitle: null, ordinal: 0, element: 'img', alt: null } as const
  return { runId, ...where, candidates: ['http://site.test/a.png'], ...more }
}

onEveryDatabase(
  'documents: the last visit counts, and one of a collection that is gone is dropped',
  async (t, database) => {
    const { collectionId } = await collected(database)
    const second = documentRead.record(read(collectionId, { etag: '"b"', body: Buffer.from('y\0z') }))
    await store(
      database,
      documentRead.record(read(collectionId)),
      documentRead.record(read('no-such-collection')),
      second,
    )
    const before = await everything(database)
    await store(database, second)
    t.equal(await everything(database), before)
    const known = await findDocument(tables(database), collectionId, 'http://site.test/')
    t.match(known, { etag: '"b"', finalUrl: 'http://site.test/home', headers: { robots: ['noai'] } })
    t.ok(known?.body.equals(Buffer.from('y\0z')))
    t.equal(await findDocument(tables(database), collectionId, 'http://site.test/other'), undefined)
  },
)

onEveryDatabase('missed pictures: known once', async (t, database) => {
  const { runId } = await collected(database)
  const record = pictureMissed.record(missed(runId, { alt: 'a\0b' }))
  await store(database, record, record, pictureMissed.record(missed('no-such-run')))
  const before = await everything(database)
  await store(database, record)
  t.equal(await everything(database), before)
  t.match(await listMissed(tables(database), runId), [{ alt: 'a\uFFFDb', candidates: ['http://site.test/a.png'] }])
})

onEveryDatabase(
  'retry: what failed waits again, the rest stays, and the counts are those of the rows',
  async (t, database) => {
    const { runId } = await collected(database)
    await store(
      database,
      pageSeen.record(page(runId, 'start', { verdict: 'robots', settled: true })),
      pageSeen.record(page(runId, 'read', { position: 1, verdict: 'fetched', settled: true })),
      pageSeen.record(page(runId, 'down', { position: 2, verdict: 'timeout', settled: true })),
      resourceSeen.record(resource(runId, 'a.png', { verdict: 'stored', image: 'x', bytes: 3 })),
      ...Array.from({ length: 1200 }, (_, at) =>
        resourceSeen.record(resource(runId, `${at}.png`, { verdict: 'http-error' })),
      ),
      resourceSeen.record({ ...resource(runId, 'inlined', { verdict: 'broken' }), url: 'data:image/png' }),
      runFinished.record({ id: runId, token: null, state: 'failed', error: 'No.', finishedAt: 7 }),
    )
    const retried = runRetried.record({ id: runId, finishedAt: 7 })
    await store(database, retried)
    t.match(await findRun(tables(database), runId), {
      state: 'queued',
      finishedAt: null,
      error: null,
      pages: { found: 3, fetched: 1, waiting: 2, failed: 0, skipped: 0 },
      images: { found: 1202, stored: 1, waiting: 1200, failed: 1 },
      bytes: 3,
    })
    const { counted, recounted } = await countedAndRecounted(database, runId)
    t.strictSame(counted, recounted)
    const before = await everything(database)
    await store(database, retried)
    t.equal(await everything(database), before, 'asked for twice, it is opened once')
  },
)

onEveryDatabase('retry: cancelled before anybody works on it, nothing of it waits any more', async (t, database) => {
  const { runId } = await collected(database)
  await store(
    database,
    pageSeen.record(page(runId, 'down', { verdict: 'timeout', settled: true })),
    resourceSeen.record(resource(runId, 'a.png', { verdict: 'http-error' })),
    runFinished.record({ id: runId, token: null, state: 'succeeded', error: null, finishedAt: 7 }),
  )
  await store(database, runRetried.record({ id: runId, finishedAt: 7 }))
  await database.transaction((trx) => requestCancel(trx.withTables<CollectTables>(), runId, 8))
  const { counted, recounted } = await countedAndRecounted(database, runId)
  t.strictSame(counted, recounted)
  t.match(counted, { pages: { waiting: 0, skipped: 1 }, images: { waiting: 0, skipped: 1 } })
})

onEveryDatabase('retry: whoever worked on the run before is not heard any more', async (t, database) => {
  const { runId } = await collected(database)
  const lease = await createLeases({ database, owner: 'one', leaseMs: 60_000 }).claim()
  const end = { id: runId, token: lease?.token ?? 0, state: 'succeeded', error: null, finishedAt: 7 } as const
  await store(database, runFinished.record(end))
  await store(database, runRetried.record({ id: runId, finishedAt: 7 }))
  await store(database, runFinished.record(end))
  t.match(await findRun(tables(database), runId), { state: 'queued', finishedAt: null })
})

onEveryDatabase('retry: not when there is a later run of its collection', async (t, database) => {
  const { runId, collectionId } = await collected(database)
  await store(database, runFinished.record({ id: runId, token: null, state: 'succeeded', error: null, finishedAt: 7 }))
  await store(database, runQueued.record({ id: newId(), collectionId, createdAt: 8 }))
  await store(database, runRetried.record({ id: runId, finishedAt: 7 }))
  t.match(await findRun(tables(database), runId), { state: 'succeeded' })
})

onEveryDatabase('recall: nothing for a first run; then the latest image with a validator', async (t, database) => {
  const { runId, collectionId } = await collected(database)
  const seen = (id: string, image: string, etag: string | null) =>
    resourceSeen.record(resource(id, 'a.png', { verdict: 'stored', image, bytes: 3, etag }))
  await store(database, seen(runId, 'x', '"x"'))
  let delivery: 'delivering' | 'away' = 'delivering'
  const journal = { state: () => ({ delivery }) as JournalState }
  const first = await createRecall({ database, journal }, collectionId, runId)
  t.notOk(first.isPossible)
  t.equal(await first.image('http://site.test/a.png'), undefined)
  await store(database, runFinished.record({ id: runId, token: null, state: 'succeeded', error: null, finishedAt: 7 }))
  const next = newId()
  await store(database, runQueued.record({ id: next, collectionId, createdAt: 8 }))
  const second = await createRecall({ database, journal }, collectionId, next)
  t.match(await second.image('http://site.test/a.png'), { image: 'x', etag: '"x"', bytes: 3, verdict: 'stored' })
  delivery = 'away'
  t.equal(await second.image('http://site.test/a.png'), undefined, 'nobody is asked who would not answer')
  delivery = 'delivering'
  await store(database, seen(next, 'y', null))
  t.match(
    await second.image('http://site.test/a.png'),
    { image: 'x' },
    'bytes without a validator cannot be asked about',
  )
})

onEveryDatabase('places vacated: those of one page, between two ordinals', async (t, database) => {
  const { collectionId } = await collected(database)
  const one = image(collectionId)
  const home = 'http://site.test/'
  const uses = [0, 1, 2, 1_000_000].map((ordinal) => occurrencePlaced.record(occurrence(one, { ordinal, page: home })))
  const elsewhere = occurrencePlaced.record(occurrence(one, { ordinal: 5, page: 'http://site.test/other' }))
  const vacated = placesVacated.record({ collectionId, page: home, from: 1, before: 1_000_000 })
  await store(database, imageAdded.record(one), ...uses, elsewhere)
  await store(database, vacated)
  const before = await everything(database)
  await store(database, vacated)
  t.equal(await everything(database), before)
  const left = await database
    .tables<{ occurrences: { page: string; ordinal: number } }>()
    .selectFrom('occurrences')
    .select(['page', 'ordinal'])
    .orderBy('ordinal')
    .execute()
  t.strictSame(
    left.map(({ ordinal }) => ordinal),
    [0, 5, 1_000_000],
  )
})
