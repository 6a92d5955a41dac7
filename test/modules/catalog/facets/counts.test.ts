/** The counts that facets are told from, against the images and occurrences that they count, after a history by chance. */
import { randomBytes } from 'node:crypto'
import t, { type Test } from 'tap'
import type { NewImage } from '#catalog'
import type { Database } from '#platform'
import { up } from '../../../../migrations/0017-ways-of-uses.ts'
import { examine } from '../../../../src/modules/catalog/facets/examine.ts'
import { countFacets } from '../../../../src/modules/catalog/facets/facet-repository.ts'
import { valuesOfWays, waysOf } from '../../../../src/modules/catalog/facets/ways.ts'
import { imageAdded, occurrencePlaced, placesVacated } from '../../../../src/modules/catalog/records.ts'
import type { CatalogTables } from '../../../../src/modules/catalog/tables.ts'
import { elements as allElements } from '../../../../src/modules/catalog/types.ts'
import type { JournalRecord } from '../../../../src/platform/journal/types.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { countsAreRight, keptCounts } from '../../../support/facet-counts.ts'
import { collected, image, occurrence, store } from '../../../support/facts.ts'
import { forget } from '../../../support/forget.ts'
import { createRandom, type Random } from '../../../support/random.ts'
import { indexedWords, rebuiltWords } from '../../../support/words.ts'

const seed = Number(process.env.FACETS_SEED ?? 20_261_127)
const formats = ['png', 'jpeg', 'svg'] as const
const elements = ['img', 'css', 'a', 'picture'] as const
const colors = ['#ff0000', '#0000ff', '#808080', null]

/** A few pictures that all collections share: most come to be held and used by several. */
function makePictures(random: Random): NewImage[] {
  return Array.from({ length: 25 }, (_, number) => {
    const made = image('', { original: randomBytes(20), url: `http://h${number % 7}.site.test/${number}.png` })
    const [width, height] = [1 + random.integer(3000), 1 + random.integer(3000)]
    const facts = { ...made.facts, format: random.one(formats), color: random.one(colors), width, height }
    return { ...made, facts }
  })
}

/** Images, some of them used, some uses replaced, some places left: as one batch. */
function batch(random: Random, pictures: NewImage[], collectionId: string): JournalRecord[] {
  const some = Array.from({ length: 1 + random.integer(8) }, () => ({ ...random.one(pictures), collectionId }))
  const place = () => ({ page: `http://site.test/${random.integer(4)}`, ordinal: random.integer(6) })
  const use = () => ({ ...place(), element: random.one(elements), alt: random.one([null, '', 'text']) })
  const used = some.filter(() => random.integer(4) > 0).map((each) => occurrence(each, use()))
  const vacated = random.integer(3) > 0 ? [] : [{ collectionId, ...place(), from: random.integer(4), before: 9 }]
  return [
    ...some.map(imageAdded.record),
    ...used.map(occurrencePlaced.record),
    ...vacated.map(({ page, from, before }) => placesVacated.record({ collectionId, page, from, before })),
  ]
}

async function isRight(t: Test, database: Database, collections: string[]): Promise<void> {
  const db = database.tables<CatalogTables>()
  t.strictSame(await countFacets(db, {}), await examine(db, {}))
  for (const collection of collections) {
    t.strictSame(await countFacets(db, { collection }), await examine(db, { collection }), collection)
  }
  await countsAreRight(t, database)
}

onEveryDatabase(
  `counts: those of the rows, whatever was stored, also twice, and forgotten (seed ${seed})`,
  async (t, database) => {
    const random = createRandom(seed)
    const pictures = makePictures(random)
    const collections = await Promise.all(
      Array.from({ length: 4 }, async () => (await collected(database)).collectionId),
    )
    for (let round = 0; round < 30; round++) {
      const records = batch(random, pictures, random.one(collections))
      await store(database, ...records)
      if (random.integer(3) === 0) await store(database, ...records)
      if (round === 20) await forget(database, collections[0] as string)
      if (round % 10 === 9) await isRight(t, database, collections)
    }
    for (const id of collections.slice(1)) {
      await forget(database, id)
      await isRight(t, database, collections)
    }
    t.strictSame(await keptCounts(database.tables()), [[], []])
  },
)

onEveryDatabase(
  'counts: several replicas store at once, and none waits for another in a circle',
  async (t, database) => {
    const random = createRandom(seed)
    const pictures = makePictures(random)
    const collections = await Promise.all(
      Array.from({ length: 3 }, async () => (await collected(database)).collectionId),
    )
    for (let round = 0; round < 10; round++) {
      const sides = Array.from({ length: 4 }, () => collections.flatMap((id) => batch(random, pictures, id)))
      await Promise.all(sides.map((records) => store(database, ...records)))
    }
    await isRight(t, database, collections)
    const words = await indexedWords(database)
    const rebuilt = new Map(await rebuiltWords(database))
    for (const [id, own] of words) t.equal(own, rebuilt.get(id), id)
  },
)

onEveryDatabase('ways: filled in by the migration, as they are stored', async (t, database) => {
  const random = createRandom(seed)
  const pictures = makePictures(random)
  for (const _ of [1, 2]) {
    const { collectionId } = await collected(database)
    await store(database, ...batch(random, pictures, collectionId), ...batch(random, pictures, collectionId))
  }
  const everyUse = image((await collected(database)).collectionId)
  const alts = [null, '', 'text']
  const uses = allElements.flatMap((element, at) => alts.map((alt, of) => ({ element, alt, ordinal: 3 * at + of })))
  await store(
    database,
    imageAdded.record(everyUse),
    ...uses.map((use) => occurrencePlaced.record(occurrence(everyUse, use))),
  )
  const db = database.tables()
  const orders = ['first_seen_at', 'bytes', 'pixels'].map((column) => `images_by_${column}_id_asked`)
  for (const index of ['images_by_facets', ...orders]) await db.schema.dropIndex(index).execute()
  for (const table of ['images', 'collection_images']) await db.schema.alterTable(table).dropColumn('ways').execute()
  await db.schema.createIndex('images_by_facets').on('images').column('id').execute()
  await up(db as never, database.dialect)
  await countsAreRight(t, database)
})

onEveryDatabase('ways: of places that were known before a collection held their image', async (t, database) => {
  const [first, second] = [await collected(database), await collected(database)]
  const held = image(first.collectionId)
  await store(database, imageAdded.record(held))
  const other = { ...held, collectionId: second.collectionId }
  await store(database, occurrencePlaced.record(occurrence(other, { element: 'css', alt: null })))
  await store(database, imageAdded.record(other))
  await countsAreRight(t, database)
  const { facets } = await examine(database.tables<CatalogTables>(), { collection: second.collectionId })
  t.strictSame(facets.element, [{ value: 'css', count: 1 }])
})

t.test('ways: what is stored keeps its meaning', (t) => {
  const meaning = (ways: number) => valuesOfWays(ways).map((value) => value.join(' '))
  t.strictSame(meaning(0), [])
  t.strictSame(meaning(0b1011), ['element img', 'element picture', 'element css'])
  t.strictSame(meaning(2 ** 22), ['element data'])
  t.strictSame(
    [28, 29, 30].flatMap((bit) => meaning(2 ** bit)),
    ['alt missing', 'alt empty', 'alt present'],
  )
  for (const [at, element] of allElements.entries()) t.equal(waysOf([{ element, alt: 'none' }]), 2 ** at)
  t.ok(allElements.length <= 28, 'the next bit is that of an alt text')
  t.end()
})
