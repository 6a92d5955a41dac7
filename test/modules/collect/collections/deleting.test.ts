/** Deleting a collection: gone at once for all who ask, removed share by share, and nothing is left of it. */
import { sql } from 'kysely'
import type { Test } from 'tap'
import type { NewImage } from '#catalog'
import { type Database, type JournalRecord, newId, silentLog } from '#platform'
import { countFacets } from '../../../../src/modules/catalog/facets/facet-repository.ts'
import { listImages, totalsOf } from '../../../../src/modules/catalog/image-repository.ts'
import { imageAdded, occurrencePlaced } from '../../../../src/modules/catalog/records.ts'
import type { CatalogTables } from '../../../../src/modules/catalog/tables.ts'
import {
  findCollection,
  findSubmission,
  listCollections,
  type Submission,
} from '../../../../src/modules/collect/collections/collection-repository.ts'
import { forgetCollection } from '../../../../src/modules/collect/collections/remove-collection.ts'
import { listGoing, sweepShare } from '../../../../src/modules/collect/collections/sweep-collection.ts'
import { createSweeper } from '../../../../src/modules/collect/collections/sweeper.ts'
import {
  collectionAccepted,
  documentRead,
  pageSeen,
  pictureMissed,
  resourceSeen,
  runFinished,
  runQueued,
  runRetried,
} from '../../../../src/modules/collect/records.ts'
import { findRun, findRuns } from '../../../../src/modules/collect/runs/run-repository.ts'
import type { CollectTables } from '../../../../src/modules/collect/tables.ts'
import { hasNoOrphans } from '../../../support/blobs.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { countsAreRight } from '../../../support/facet-counts.ts'
import { collected, image, occurrence, page, resource, store, submission } from '../../../support/facts.ts'
import { contentsOf, forget } from '../../../support/forget.ts'
import { everything } from '../../../support/recount.ts'
import { indexedWords, rebuiltWords } from '../../../support/words.ts'

const rooms = (database: Database) => ({ database, contents: contentsOf(database) })
const inCatalog = (database: Database) => database.tables<CatalogTables>()
const inCollect = (database: Database) => database.tables<CollectTables>()
const all = { sort: 'newest', limit: 500, after: undefined } as const

/** Whatever a run may have to say, of a collection with one image. */
function factsOf({ collection, runId }: Submission): JournalRecord[] {
  const collectionId = collection.id
  const found = image(collectionId, { original: Buffer.from(collectionId) })
  const where = { page: 'http://site.test/', pageTitle: null, ordinal: 1, element: 'img', alt: null } as const
  const document = { finalUrl: 'http://site.test/', etag: null, lastModified: null, contentType: null, headers: {} }
  return [
    pageSeen.record(page(runId, '')),
    resourceSeen.record(resource(runId, 'a.png')),
    imageAdded.record(found),
    occurrencePlaced.record(occurrence(found, { alt: 'A hill' })),
    documentRead.record({ ...document, collectionId, url: 'http://site.test/', body: Buffer.from('x') } as never),
    pictureMissed.record({ runId, ...where, candidates: ['http://site.test/b.png'] }),
  ]
}

/** In which the id of the collection, or of one of its runs, stands. */
async function tablesWith(database: Database, ids: string[]): Promise<string[]> {
  const contents: [table: string, rows: unknown[]][] = JSON.parse(await everything(database))
  return contents
    .filter(([, rows]) => ids.some((id) => JSON.stringify(rows).includes(id)))
    .map(([table]) => table)
    .filter((table) => table !== 'deleted_collections')
}

onEveryDatabase('DELETE: nothing is answered of it from then on, and nothing more is stored', async (t, database) => {
  const [catalog, collect] = [inCatalog(database), inCollect(database)]
  const made = { ...submission(), idempotency: { key: 'k', fingerprint: 'f' } }
  const other = submission()
  const { id } = made.collection
  await store(database, ...[made, other].flatMap((each) => [collectionAccepted.record(each), ...factsOf(each)]))
  await forgetCollection(rooms(database), id)
  const isGone = async (title: string) => {
    t.equal(await findCollection(collect, id), undefined, title)
    t.strictSame(
      (await listCollections(collect, all)).items.map((each) => each.id),
      [other.collection.id],
    )
    t.equal(await findRun(collect, made.runId), undefined)
    t.equal((await findRuns(collect, [made.runId, other.runId])).length, 1)
    t.equal(await findSubmission(collect, 'k'), undefined)
    t.strictSame((await listImages(catalog, { ...all, filters: { collection: id } })).items, [])
    t.match(await countFacets(catalog, { collection: id }), { total: { count: 0 }, facets: { format: [], alt: [] } })
    t.equal((await countFacets(catalog, { collection: other.collection.id })).total.count, 1)
  }
  await isGone('at once')
  await countsAreRight(t, database)

  const before = await everything(database)
  const again = { id: newId(), collectionId: id, createdAt: 1 }
  const finished = { id: made.runId, token: null, state: 'failed', error: null, finishedAt: 2 } as const
  await store(
    database,
    collectionAccepted.record(made),
    ...factsOf(made),
    runQueued.record(again),
    runRetried.record({ id: made.runId, finishedAt: 2 }),
    runFinished.record(finished),
  )
  t.equal(await everything(database), before, 'what is still said of it is ignored')
  await t.rejects(forgetCollection(rooms(database), id), /No collection/)

  while ((await sweepShare(rooms(database), id)) === 'some') await countsAreRight(t, database)
  await isGone('when all is removed')
  t.strictSame(await tablesWith(database, [id, made.runId]), [])
  await store(database, collectionAccepted.record(made), ...factsOf(made))
  t.strictSame(await tablesWith(database, [id, made.runId]), [], 'said once more, it does not come back')
  await hasNoOrphans(t, database)
})

/** Some of the images are shared with others, one is a logo in very many places. */
async function fill(database: Database, collectionId: string, others: string[]): Promise<NewImage[]> {
  const images = Array.from({ length: 250 }, (_, at) =>
    image(collectionId, { url: `http://h${at % 9}.site.test/${at}.png` }),
  )
  const places = images.map((each, ordinal) => occurrence(each, { ordinal, alt: `word${ordinal}` }))
  const shared = images.filter((_, at) => at % 3 === 0)
  await store(database, ...images.map(imageAdded.record), ...places.map(occurrencePlaced.record))
  for (const other of others) {
    const held = shared.map((each) => ({ ...each, collectionId: other }))
    const used = held.map((each, ordinal) => occurrence(each, { ordinal, alt: 'shared', element: 'css' }))
    await store(database, ...held.map(imageAdded.record), ...used.map(occurrencePlaced.record))
  }
  const logo = (at: number) => occurrence(shared[0] as NewImage, { page: `http://site.test/${at}`, alt: 'logo' })
  for (let at = 0; at < 2400; at += 400)
    await store(database, ...Array.from({ length: 400 }, (_, more) => occurrencePlaced.record(logo(at + more))))
  return images
}

async function wordsAreRight(t: Test, database: Database): Promise<void> {
  const words = await indexedWords(database)
  const rebuilt = new Map(await rebuiltWords(database))
  t.strictSame(
    words,
    words.map(([id]) => [id, rebuilt.get(id)]),
    'the words are those of the places',
  )
}

onEveryDatabase('DELETE: after every share all counts are those of the rows', async (t, database) => {
  const [going, keeper] = [await collected(database), await collected(database)]
  await fill(database, going.collectionId, [keeper.collectionId])
  const totals = async () => {
    const db = inCatalog(database)
    const { rows } = await sql<{ images: number }>`
      select count(*) as images from collection_images where collection_id = ${going.collectionId}`.execute(db)
    const known = (await totalsOf(db, [going.collectionId])).get(going.collectionId)
    t.equal(known?.images, Number(rows[0]?.images), 'the totals are those of what is left')
  }
  await forgetCollection(rooms(database), going.collectionId)
  let shares = 0
  for (; (await sweepShare(rooms(database), going.collectionId)) === 'some'; shares++) {
    await countsAreRight(t, database)
    await totals()
  }
  t.ok(shares > 4, `${shares} shares`)
  t.strictSame(await tablesWith(database, [going.collectionId, going.runId]), [])
  await hasNoOrphans(t, database)
  await wordsAreRight(t, database)
  await forget(database, keeper.collectionId)
  const left = JSON.parse(await everything(database)).filter(([, rows]: [string, unknown[]]) => rows.length > 0)
  t.strictSame(left.map(([table]: [string]) => table).sort(), ['catalogue_revision', 'deleted_collections'])
})

onEveryDatabase(
  'DELETE: while the rest is removed, others come to hold the same images and let go of them',
  async (t, database) => {
    const keeper = await collected(database)
    for (let round = 0; round < 5; round++) {
      const [going, passing] = [await collected(database), await collected(database)]
      const images = await fill(database, going.collectionId, [passing.collectionId])
      await forgetCollection(rooms(database), going.collectionId)
      await forgetCollection(rooms(database), passing.collectionId)
      const kept = images
        .filter((_, at) => at % 2 === 0)
        .map((each) => ({ ...each, collectionId: keeper.collectionId }))
      const storing = async () => {
        for (let at = 0; at < kept.length; at += 25) {
          const some = kept.slice(at, at + 25)
          const places = some.map((each, more) => occurrence(each, { ordinal: at + more, page: `http://k/${round}` }))
          await store(database, ...some.map(imageAdded.record), ...places.map(occurrencePlaced.record))
        }
      }
      const sweeping = async (id: string) => {
        while ((await listGoing(database, 9)).includes(id)) await sweepShare(rooms(database), id)
      }
      const both = [going.collectionId, passing.collectionId]
      await Promise.all([...both, ...both].map(sweeping).concat(storing()))
      t.strictSame(await tablesWith(database, both), [])
    }
    await hasNoOrphans(t, database)
    await countsAreRight(t, database)
    await wordsAreRight(t, database)
    t.equal((await countFacets(inCatalog(database), { collection: keeper.collectionId })).total.count, 5 * 125)
  },
)

onEveryDatabase(
  'sweeper: what one left in the middle another goes on with, and several share it',
  async (t, database) => {
    const going = await collected(database)
    await fill(database, going.collectionId, [])
    const options = { ...rooms(database), isSchemaCurrent: () => true, log: silentLog, everyMs: 20 }
    await forgetCollection(rooms(database), going.collectionId)
    const first = createSweeper(options)
    void first.sweep(going.collectionId)
    await first.close()
    t.strictSame(await listGoing(database, 9), [going.collectionId], 'closed in the middle')
    const others = [createSweeper(options), createSweeper(options)]
    for (const sweeper of others) sweeper.start()
    await Promise.all(others.map((sweeper) => sweeper.sweep(going.collectionId)))
    for (const sweeper of others) await sweeper.close()
    t.strictSame(await tablesWith(database, [going.collectionId, going.runId]), [])
    await hasNoOrphans(t, database)
  },
)
