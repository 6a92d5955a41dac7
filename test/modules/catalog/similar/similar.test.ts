/** Similar images: exactly those within the distance, nearest first, by pages. */
import type { Page } from '#platform'
import { imageAdded } from '../../../../src/modules/catalog/records.ts'
import { listNear, listSimilar } from '../../../../src/modules/catalog/similar/similar-repository.ts'
import type { SimilarImage } from '../../../../src/modules/catalog/similar/similar-schemas.ts'
import type { CatalogTables } from '../../../../src/modules/catalog/tables.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { collected, image, store } from '../../../support/facts.ts'
import { forget } from '../../../support/forget.ts'
import { bitsBetween, flipped, randomHash } from '../../../support/hashes.ts'
import { createRandom } from '../../../support/random.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20_261_127)

function hashed(collectionId: string, phash: string | null) {
  const plain = image(collectionId, { thumbnail: null })
  return { ...plain, facts: { ...plain.facts, phash } }
}

const told = ({ items }: Page<SimilarImage>) => items.map(({ distance, id }) => ({ distance, id }))

onEveryDatabase('similar: what brute force finds, for distances of every kind', async (t, database) => {
  const db = database.tables<CatalogTables>()
  const random = createRandom(seed)
  const { collectionId } = await collected(database)
  const asked = Array.from({ length: 3 }, () => hashed(collectionId, randomHash(random)))
  const near = asked.flatMap(({ facts: { phash } }) =>
    Array.from({ length: 300 }, (_, index) => hashed(collectionId, flipped(random, String(phash), index % 20))),
  )
  const far = Array.from({ length: 1000 }, () => hashed(collectionId, randomHash(random)))
  const all = [...asked, ...near, ...far, hashed(collectionId, null)]
  for (let from = 0; from < all.length; from += 500)
    await store(database, ...all.slice(from, from + 500).map(imageAdded.record))

  for (const { digest, facts } of asked) {
    const known = all
      .filter((each) => each.digest !== digest && each.facts.phash !== null)
      .map((each) => ({ distance: bitsBetween(String(facts.phash), String(each.facts.phash)), id: each.digest }))
      .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    for (const distance of [0, 1, 3, 4, 7, 8, 11, 12, 16]) {
      const expected = known.filter((each) => each.distance <= distance)
      const page = await listSimilar(db, digest, { distance, limit: 500, after: undefined })
      t.strictSame(told(page), expected, `${facts.phash} ${distance}, seed ${seed}`)
      t.equal(page.next, null)
    }
    const seen: object[] = []
    for (let after: (string | number)[] | null | undefined; after !== null; ) {
      const page = await listSimilar(db, digest, { distance: 12, limit: 40, after })
      seen.push(...told(page))
      after = page.next
    }
    t.strictSame(
      seen,
      known.filter((each) => each.distance <= 12),
      'by pages',
    )
  }
})

onEveryDatabase('similar: an image without a hash, one that is unknown, one that has gone', async (t, database) => {
  const db = database.tables<CatalogTables>()
  const query = { distance: 8, limit: 10, after: undefined }
  const [first, second] = [await collected(database), await collected(database)]
  const hash = '0123456789abcdef'
  const [one, twin] = [hashed(first.collectionId, hash), hashed(second.collectionId, hash)]
  const flat = hashed(first.collectionId, null)
  await store(database, ...[one, twin, flat, one].map(imageAdded.record))
  t.strictSame(told(await listSimilar(db, one.digest, query)), [{ distance: 0, id: twin.digest }])
  t.strictSame(await listSimilar(db, flat.digest, query), { items: [], next: null })
  await t.rejects(listSimilar(db, 'f'.repeat(64), query), { message: /^No image/ })
  await forget(database, second.collectionId)
  t.strictSame(told(await listSimilar(db, one.digest, query)), [])
  await t.rejects(listSimilar(db, twin.digest, query), { message: /^No image/ })
})

onEveryDatabase(
  'similar: of more than a thousand, page by page; of a hash that nothing is like, nothing',
  async (t, database) => {
    const db = database.tables<CatalogTables>()
    const { collectionId } = await collected(database)
    // At distances 0, 1 and 2, many of each with the very same hash.
    const hashes = ['0123456789abcdef', '0123456789abcdee', '0123456789abcdec']
    const all = Array.from({ length: 1100 }, (_, index) => hashed(collectionId, String(hashes[index % 3])))
    for (let from = 0; from < all.length; from += 500)
      await store(database, ...all.slice(from, from + 500).map(imageAdded.record))
    const expected = hashes.flatMap((hash, distance) =>
      all
        .filter(({ facts }) => facts.phash === hash)
        .map(({ digest }) => ({ distance, id: digest }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    )
    const pages: object[][] = []
    for (let after: (string | number)[] | null | undefined; after !== null; ) {
      const page: Page<SimilarImage> = await listNear(db, {
        hash: String(hashes[0]),
        except: '',
        distance: 8,
        limit: 350,
        after,
      })
      pages.push(told(page))
      after = page.next
    }
    t.strictSame(
      pages.map(({ length }) => length),
      [350, 350, 350, 50],
    )
    t.strictSame(pages.flat(), expected)
    const nothing = { hash: 'fedcba9876543210', except: '', distance: 8, limit: 350, after: undefined }
    t.strictSame(await listNear(db, nothing), { items: [], next: null })
  },
)
