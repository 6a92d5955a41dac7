/** The revision of the catalogue: another one whenever something else is answered, and only then. */
import type { Database, JournalRecord } from '#platform'
import { listImages } from '../../../src/modules/catalog/image-repository.ts'
import { imageAdded, occurrencePlaced, placesVacated } from '../../../src/modules/catalog/records.ts'
import { raiseRevision, readRevision } from '../../../src/modules/catalog/revision.ts'
import type { CatalogTables } from '../../../src/modules/catalog/tables.ts'
import { pageSeen, resourceSeen } from '../../../src/modules/collect/records.ts'
import { onEveryDatabase } from '../../support/databases.ts'
import { collected, image, occurrence, page, resource, store } from '../../support/facts.ts'
import { forget } from '../../support/forget.ts'

/** Beyond every clock: from here on it is only counted. */
const farAhead = 2 ** 50

const tables = (database: Database) => database.tables<CatalogTables>()

onEveryDatabase('revision: raised by what changes an answer, and by nothing else', async (t, database) => {
  const [first, second] = [await collected(database), await collected(database)]
  const one = image(first.collectionId)
  const again = { ...one, collectionId: second.collectionId }
  const placed = occurrence(one, { alt: 'A hill', alternates: ['http://site.test/b.png'] })
  const vacated = { collectionId: first.collectionId, page: placed.page, from: 0, before: 9 }
  let known = await readRevision(tables(database))
  const isRaised = async () => {
    const before = known
    known = await readRevision(tables(database))
    return known > before
  }
  const storeTwice = async (title: string, ...records: JournalRecord[]) => {
    await store(database, ...records)
    t.equal(await isRaised(), true, title)
    await store(database, ...records)
    t.equal(await isRaised(), false, `${title}: again`)
  }
  await storeTwice('an image', imageAdded.record(one))
  await storeTwice('held by another collection', imageAdded.record(again))
  await storeTwice('a place', occurrencePlaced.record(placed))
  await storeTwice('another alt text', occurrencePlaced.record({ ...placed, alt: '' }))
  await storeTwice('other alternates', occurrencePlaced.record({ ...placed, alternates: [] }))
  await storeTwice('an empty place', placesVacated.record(vacated))
  await tables(database).deleteFrom('image_details').execute()
  await storeTwice('details of an image that had none', imageAdded.record(one))

  await store(database, pageSeen.record(page(first.runId, 'a')), resourceSeen.record(resource(first.runId, 'a.png')))
  await store(database, imageAdded.record(image('01900000-0000-7000-8000-000000000000')))
  t.equal(await isRaised(), false, 'pages, addresses, and images of a collection that is not there')
  await forget(database, second.collectionId)
  t.equal(await isRaised(), true, 'a collection that is forgotten')
})

onEveryDatabase('revision: who reads it before the rows is never told it again for other rows', async (t, database) => {
  const made = await Promise.all(Array.from({ length: 3 }, () => collected(database)))
  await tables(database).updateTable('catalogue_revision').set({ revision: farAhead }).execute()
  const seen = new Map<number, string>()
  let isStoring = true
  async function watch() {
    while (isStoring) {
      const before = await readRevision(tables(database))
      const query = { filters: {}, sort: 'newest', limit: 500, after: undefined } as const
      const { items } = await listImages(tables(database), query)
      const rows = items.map(({ id }) => id).join()
      if ((await readRevision(tables(database))) !== before) continue
      t.equal(seen.get(before) ?? rows, rows)
      seen.set(before, rows)
    }
  }
  const watching = watch()
  await Promise.all(
    made.map(async ({ collectionId }) => {
      for (let round = 0; round < 20; round++) await store(database, imageAdded.record(image(collectionId)))
    }),
  )
  isStoring = false
  await watching
  t.equal(await readRevision(tables(database)), farAhead + 60)
})

onEveryDatabase('revision: a catalogue that begins anew or goes on from a backup has others', async (t, database) => {
  const raise = async (now: number) => {
    await tables(database)
      .transaction()
      .execute((trx) => raiseRevision(trx, now))
    return readRevision(tables(database))
  }
  t.equal(await raise(1000), 1000)
  t.equal(await raise(1000), 1001, 'in the same millisecond')
  t.equal(await raise(999), 1002, 'by a clock that is late')
  await tables(database).updateTable('catalogue_revision').set({ revision: 1000 }).execute()
  t.equal(await raise(2000), 2000, 'from a backup')
})
