/** Images and their uses: held once, counted once, and gone with the last collection that holds them. */
import { randomBytes } from 'node:crypto'
import { createJournal, type Database, silentLog } from '#platform'
import { createBlobStore } from '../../../src/modules/catalog/blob-store.ts'
import { createCatalog } from '../../../src/modules/catalog/catalog.ts'
import { addImages, totalsOf } from '../../../src/modules/catalog/image-repository.ts'
import { imageAdded, occurrencePlaced } from '../../../src/modules/catalog/records.ts'
import type { CatalogTables } from '../../../src/modules/catalog/tables.ts'
import { blobs, hasNoOrphans } from '../../support/blobs.ts'
import { onEveryDatabase } from '../../support/databases.ts'
import { allKinds, collected, digest, image, occurrence, store } from '../../support/facts.ts'
import { forget } from '../../support/forget.ts'
import { everything } from '../../support/recount.ts'

const tables = (database: Database) => database.tables<CatalogTables>()

onEveryDatabase('images: added twice, in one batch and in two, they count once', async (t, database) => {
  const { collectionId } = await collected(database)
  const one = image(collectionId)
  const two = image(collectionId, { thumbnail: null })
  const records = [one, two, one].map(imageAdded.record)
  await store(database, ...records, occurrencePlaced.record(occurrence(one)), occurrencePlaced.record(occurrence(one)))
  const before = await everything(database)
  await store(database, ...records, occurrencePlaced.record(occurrence(one)))
  t.equal(await everything(database), before)
  t.strictSame(
    await totalsOf(tables(database), [collectionId, 'none']),
    new Map([
      [collectionId, { images: 2, bytes: 200 }],
      ['none', { images: 0, bytes: 0 }],
    ]),
  )
})

onEveryDatabase('occurrences: the last word on a place counts', async (t, database) => {
  const { collectionId } = await collected(database)
  const [one, two] = [image(collectionId), image(collectionId)]
  await store(database, imageAdded.record(one), imageAdded.record(two))
  await store(
    database,
    occurrencePlaced.record(occurrence(one)),
    occurrencePlaced.record(occurrence(two, { alt: 'a\0b' })),
  )
  const rows = await tables(database).selectFrom('occurrences').select(['image_id', 'alt']).execute()
  t.strictSame(
    rows.map((row) => [row.image_id, row.alt]),
    [[two.digest, 'a\uFFFDb']],
  )
})

onEveryDatabase('forget: what others hold stays, whatever it is shared as', async (t, database) => {
  const [first, second] = [await collected(database), await collected(database)]
  const shared = image(first.collectionId)
  const own = image(first.collectionId)
  const thumbnail = { digest: digest(own.original), bytes: own.original }
  const showsOwn = image(second.collectionId, { thumbnail })
  const small = randomBytes(10)
  const sameThumbnail = { digest: digest(small), bytes: small }
  const twins = [first, second].map(({ collectionId }) => image(collectionId, { thumbnail: sameThumbnail }))
  const all = [shared, { ...shared, collectionId: second.collectionId }, own, showsOwn, ...twins]
  await store(
    database,
    ...all.map(imageAdded.record),
    ...all.map((each, ordinal) => occurrencePlaced.record(occurrence(each, { ordinal }))),
  )

  await forget(database, first.collectionId)
  await hasNoOrphans(t, database)
  const left = await tables(database).selectFrom('images').select('id').execute()
  t.strictSame(left.map(({ id }) => id).sort(), [shared, showsOwn, twins[1]].map((each) => each?.digest).sort())
  const kept = await blobs(database)
  t.ok(kept.includes(own.digest), 'bytes that are a thumbnail of another image')
  t.ok(kept.includes(sameThumbnail.digest), 'a thumbnail that another image shares')
  t.strictSame(
    await totalsOf(tables(database), [first.collectionId]),
    new Map([[first.collectionId, { images: 0, bytes: 0 }]]),
  )

  await forget(database, second.collectionId)
  t.strictSame(await blobs(database), [])
})

onEveryDatabase('forget: what is learned afterwards is dropped, and no dead letter', async (t, database) => {
  const [first, second] = [await collected(database), await collected(database)]
  await forget(database, first.collectionId)
  const late = image(first.collectionId)
  const other = image(second.collectionId)
  await store(
    database,
    ...[late, other].flatMap((each) => [imageAdded.record(each), occurrencePlaced.record(occurrence(each))]),
  )
  await hasNoOrphans(t, database)
  t.strictSame(
    (await tables(database).selectFrom('images').select('id').execute()).map(({ id }) => id),
    [other.digest],
  )
})

onEveryDatabase('forget: at the same moment as others come to hold the same images', async (t, database) => {
  const keeper = await collected(database)
  for (let round = 0; round < 8; round++) {
    const { collectionId } = await collected(database)
    const images = Array.from({ length: 20 }, () => image(collectionId))
    await store(database, ...images.map(imageAdded.record))
    const again = images.map((each) => imageAdded.record({ ...each, collectionId: keeper.collectionId }))
    await Promise.all([forget(database, collectionId), store(database, ...again)])
  }
  await hasNoOrphans(t, database)
  t.equal((await totalsOf(tables(database), [keeper.collectionId])).get(keeper.collectionId)?.images, 160)
})

onEveryDatabase('images: the same ones from several sides at once, in any order', async (t, database) => {
  const made = await Promise.all(Array.from({ length: 4 }, () => collected(database)))
  const images = Array.from({ length: 30 }, () => image(made[0]?.collectionId as string))
  const sides = made.map(({ collectionId }, side) => {
    const own = images.map((each) => ({ ...each, collectionId }))
    return side % 2 ? own : own.reverse()
  })
  await Promise.all(sides.map((side) => store(database, ...side.map(imageAdded.record))))
  const totals = await totalsOf(
    tables(database),
    made.map(({ collectionId }) => collectionId),
  )
  t.strictSame(
    [...totals.values()].map((total) => total.images),
    [30, 30, 30, 30],
  )
  await database.transaction((trx) => addImages(trx.withTables<CatalogTables>(), []))
})

onEveryDatabase('images: the memory of a large original is given back once it is stored', async (t, database) => {
  const journal = createJournal({ database, kinds: allKinds, log: silentLog })
  t.teardown(() => journal.close())
  const { collectionId } = await collected(database)
  const [large, small] = [randomBytes(9 * 1024 ** 2), randomBytes(1024 ** 2)].map((original) => ({
    ...image(collectionId, { original }),
    whole: Buffer.from(original),
  }))
  if (!large || !small) throw new Error('two were made')
  const catalog = createCatalog({ database, journal })
  await catalog.add(small)
  await catalog.add(large)
  t.equal(large.original.byteLength, 0)
  t.ok(small.original.equals(small.whole))
  await journal.drain()
  const store = createBlobStore(tables(database))
  for (const { digest, whole } of [large, small]) t.ok((await store.find(digest))?.equals(whole))
})
