/** Lists of the images that one collection holds: the order of the whole catalogue, without the others. */
import { listImages } from '../../../src/modules/catalog/image-repository.ts'
import { imageAdded } from '../../../src/modules/catalog/records.ts'
import type { Image, Sort } from '../../../src/modules/catalog/schemas.ts'
import type { CatalogTables } from '../../../src/modules/catalog/tables.ts'
import { onEveryDatabase } from '../../support/databases.ts'
import { collected, image, store } from '../../support/facts.ts'
import { createRandom } from '../../support/random.ts'

/** What each order compares; the digest breaks ties, in the same direction. */
const places: Record<Sort, [place: (image: Image) => number, sign: 1 | -1]> = {
  newest: [(each) => Date.parse(each.firstSeenAt), -1],
  oldest: [(each) => Date.parse(each.firstSeenAt), 1],
  heaviest: [(each) => each.bytes, -1],
  lightest: [(each) => each.bytes, 1],
  largest: [(each) => each.width * each.height, -1],
  smallest: [(each) => each.width * each.height, 1],
}

onEveryDatabase('a collection in every order, by pages, also of images that others saw first', async (t, database) => {
  const db = database.tables<CatalogTables>()
  const random = createRandom(3)
  const [first, second] = [await collected(database), await collected(database)]
  const images = Array.from({ length: 60 }, (_, at) => {
    const [width, height] = [10 + random.integer(4), 10 + random.integer(4)]
    const original = Buffer.from(`${at}`.padEnd(4 + random.integer(5)))
    const made = image(first.collectionId, { original, seenAt: 1000 + random.integer(20) })
    return { ...made, facts: { ...made.facts, width, height } }
  })
  const own = images.filter((_, at) => at % 3 !== 0)
  await store(database, ...images.filter((_, at) => at % 2 === 0).map(imageAdded.record))
  await store(
    database,
    ...own.map((each) => imageAdded.record({ ...each, collectionId: second.collectionId, seenAt: 9 })),
  )
  for (const [sort, [place, sign]] of Object.entries(places) as [Sort, (typeof places)[Sort]][]) {
    const listed: Image[] = []
    for (let after: (string | number)[] | null | undefined; after !== null; ) {
      const filters = { collection: second.collectionId, minWidth: 11 }
      const page = await listImages(db, { filters, sort, limit: 7, after })
      listed.push(...page.items)
      after = page.next
    }
    const wanted = own.filter(({ facts }) => facts.width >= 11).map(({ digest }) => digest)
    t.strictSame(new Set(listed.map(({ id }) => id)), new Set(wanted), sort)
    t.equal(listed.length, wanted.length, `${sort}: each once`)
    const sorted = listed.toSorted((a, b) => sign * (place(a) - place(b) || (a.id < b.id ? -1 : 1)))
    t.strictSame(listed, sorted, `${sort}: in order`)
  }
})
