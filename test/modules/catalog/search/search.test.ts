/** Images found by words: the same on both databases, whichever way they are looked for. */
import type { NewOccurrence } from '#catalog'
import { type Database, newId } from '#platform'
import { up } from '../../../../migrations/0007-image-words.ts'
import { listImages } from '../../../../src/modules/catalog/image-repository.ts'
import { imageAdded, occurrencePlaced, placesVacated } from '../../../../src/modules/catalog/records.ts'
import type { ImageFilters, Sort } from '../../../../src/modules/catalog/schemas.ts'
import { type SearchOptions, searchInOrder } from '../../../../src/modules/catalog/search/search-in-order.ts'
import type { CatalogTables } from '../../../../src/modules/catalog/tables.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { collected, image, occurrence, store } from '../../../support/facts.ts'
import { forget } from '../../../support/forget.ts'
import { createRandom } from '../../../support/random.ts'
import { indexedWords, rebuiltWords } from '../../../support/words.ts'

const tables = (database: Database) => database.tables<CatalogTables>()

type Said = Partial<Pick<NewOccurrence, 'alt' | 'caption' | 'heading' | 'pageTitle' | 'url' | 'element'>>

/** What is said of each image; seen in this order. */
const samples: Record<string, Said[]> = {
  hill: [{ alt: 'A green hill', pageTitle: 'Crème brûlée & more', url: 'http://site.test/IMG_2041.jpg' }],
  hills: [{ alt: 'Hills at night' }, { alt: 'From the valley', pageTitle: 'Green things', element: 'css' }],
  tower: [{ alt: '東京タワー', url: 'http://site.test/TokyoTower-night.final.png' }],
  street: [{ alt: "Rock'n'roll STRASSE 100% <b>", pageTitle: 'not near and or' }],
  silent: [{ alt: null, caption: 'Figure 7: the Loire', heading: 'Châteaux & more', url: 'data:image/png' }],
}

/** The images found, in the order in which they were seen. */
const cases: [q: string, names: string][] = [
  ['', 'hill hills tower street silent'],
  ['"', 'hill hills tower street silent'],
  ['😀 * :* & | ! ()', 'hill hills tower street silent'],
  ['hill', 'hill hills'],
  ['HILL', 'hill hills'],
  ['hills', 'hills'],
  ['ill', ''],
  ['green hill', 'hill hills'],
  ['hill valley green', 'hills'],
  ['valley hill creme', ''],
  ['creme BRULÉE', 'hill'],
  ['bru\u0302le', 'hill'],
  ['figure loire', 'silent'],
  ['chateau', 'silent'],
  ['more', 'hill silent'],
  ['img_2041.jpg', 'hill'],
  ['2041', 'hill'],
  ['img2041', ''],
  ['jpg', ''],
  ['night', 'hills tower'],
  ['tokyotower', 'tower'],
  ['tower tok', 'tower'],
  ['タワー', 'tower'],
  ['東', 'tower'],
  ['大', ''],
  ['straße', 'street'],
  ['100', 'street'],
  ['rock n roll', 'street'],
  ['not near and or', 'street'],
  ['NEAR(not and)', 'street'],
  ['not AND nothing', ''],
  ['-street', ''],
  ['street OR hill', ''],
  ["' or 1=1 --", 'street'],
  ['hill*:a & !green', 'hill hills'],
  ['"hill green"', 'hill hills'],
  ['hill:* {alt} ^green', ''],
  ['words:hill', ''],
  ['%', 'hill hills tower street silent'],
  ['hil_', 'hill hills'],
  ['\\', 'hill hills tower street silent'],
  ['a'.repeat(500), ''],
  ['h i l l', ''],
  ['g h', 'hill hills'],
]

async function fill(database: Database, known: Said = {}): Promise<Map<string, string>> {
  const { collectionId } = await collected(database)
  const names = new Map<string, string>()
  for (const [at, [name, uses]] of Object.entries(samples).entries()) {
    const one = image(collectionId, { seenAt: 1000 + at })
    names.set(one.digest, name)
    const placed = uses.map((use, ordinal) =>
      occurrence(one, { url: 'http://site.test/x.png', ...use, ...known, page: `http://site.test/${name}`, ordinal }),
    )
    await store(database, imageAdded.record(one), ...placed.map(occurrencePlaced.record))
  }
  return names
}

onEveryDatabase('q: the images that have every word, by the index and one after the other', async (t, database) => {
  const names = await fill(database)
  for (const [q, expected] of cases) {
    for (const options of [
      { near: 1 },
      { near: 1, rare: 2, mostKept: 0 },
      { near: 2, rare: 2 },
      { near: 2, atOnce: 1, rare: 2, mostSorted: 0 },
      {},
    ]) {
      const query = { filters: { q }, sort: 'oldest', limit: 100, after: undefined } as const
      const { items } = await listImages(tables(database), query, options)
      t.equal(items.map(({ id }) => names.get(id)).join(' '), expected, `${q.slice(0, 40)}, ${JSON.stringify(options)}`)
    }
  }
})

onEveryDatabase('q: with other filters, in every order, by pages', async (t, database) => {
  const names = await fill(database)
  const found = async (filters: ImageFilters, sort: Sort, options: Partial<SearchOptions>) => {
    const seen: unknown[] = []
    for (let after: (string | number)[] | null | undefined; after !== null; ) {
      const page = await listImages(tables(database), { filters, sort, limit: 1, after }, options)
      seen.push(...page.items.map(({ id }) => names.get(id)))
      after = page.next
    }
    return seen.join(' ')
  }
  for (const near of [
    { near: 1 },
    { near: 3, atOnce: 1, rare: 2, mostSorted: 1 },
    { near: 1, atOnce: 2, rare: 2, mostSorted: 0 },
    {},
  ]) {
    t.equal(await found({ q: 'n' }, 'newest', near), 'street tower hills', JSON.stringify(near))
    t.equal(await found({ q: 'n' }, 'oldest', near), 'hills tower street', JSON.stringify(near))
    t.equal(await found({ q: 'n', element: 'css' }, 'newest', near), 'hills', JSON.stringify(near))
    t.equal(
      await found({ q: '?', color: '#102030' }, 'oldest', near),
      'hill hills tower street silent',
      JSON.stringify(near),
    )
    t.equal(await found({ q: 'n', color: '#1a2b3c' }, 'oldest', near), 'hills tower street', JSON.stringify(near))
    t.equal(await found({ q: 'n', color: '#ffffff' }, 'oldest', near), '', JSON.stringify(near))
    t.equal(await found({ q: 'n', minWidth: 41 }, 'heaviest', near), '', JSON.stringify(near))
  }
})

onEveryDatabase('q: nobody goes on looking for one who has left', async (t, database) => {
  await fill(database)
  const gone = new AbortController()
  let parts = 0
  const search = searchInOrder(
    tables(database),
    {
      order: { sort: 'oldest', collection: undefined },
      filters: { q: 'n', color: '#ffffff' },
      after: undefined,
      async read() {
        parts += 1
        gone.abort()
        return []
      },
      signal: gone.signal,
    },
    { near: 1, atOnce: 1, rare: 0 },
  )
  await t.rejects(Array.fromAsync(search), { name: 'AbortError' })
  t.equal(parts, 1)
})

onEveryDatabase(
  'words: an image that comes with very many places is found by the first hundred',
  async (t, database) => {
    const { collectionId } = await collected(database)
    const [one, other] = [image(collectionId), image(collectionId)]
    const places = Array.from({ length: 150 }, (_, at) =>
      occurrence(one, { ordinal: 149 - at, alt: `word${149 - at}` }),
    )
    const last = occurrence(other, { ordinal: 200, alt: 'other' })
    await store(
      database,
      ...[one, other].map(imageAdded.record),
      ...[...places, last].map(occurrencePlaced.record),
      placesVacated.record({ collectionId, page: 'http://site.test/', from: 200, before: 201 }),
    )
    const asStored = await indexedWords(database)
    t.match(new Map(asStored).get(one.digest), / word0 .* word99/)
    t.strictSame(asStored, await rebuiltWords(database))
  },
)

onEveryDatabase(
  'words: of an image that is used often, whatever changes before and behind what is read',
  async (t, database) => {
    const { collectionId } = await collected(database)
    const logo = image(collectionId)
    const random = createRandom(7)
    const placeAt = (ordinal: number) => occurrencePlaced.record(occurrence(logo, { ordinal, alt: `word${ordinal}x` }))
    const leave = (from: number) =>
      placesVacated.record({ collectionId, page: 'http://site.test/', from, before: from + random.integer(3) })
    const wordsNow = async () => new Map(await indexedWords(database)).get(logo.digest) ?? ''
    await store(database, imageAdded.record(logo), ...Array.from({ length: 99 }, (_, at) => placeAt(2 * at)))
    t.match(await wordsNow(), / word196x/, 'the 99th')
    await store(database, placeAt(400))
    t.match(await wordsNow(), / word400x/, 'the 100th')
    await store(database, placeAt(500))
    t.notMatch(await wordsNow(), / word500x/, 'the 101st')
    await store(database, placeAt(1))
    t.match(await wordsNow(), /^(?!.* word400x).* word1x/, 'one before them')
    await store(database, placesVacated.record({ collectionId, page: 'http://site.test/', from: 1, before: 3 }))
    t.match(await wordsNow(), / word400x.* word500x/, 'two fewer before them')
    for (let round = 0; round < 30; round++) {
      const changes = Array.from({ length: 1 + random.integer(6) }, () => {
        const at = random.integer(300)
        return random.integer(3) === 0 ? leave(at) : placeAt(at)
      })
      await store(database, ...changes)
      if (round % 10 === 9) t.strictSame(await indexedWords(database), await rebuiltWords(database), `round ${round}`)
    }
  },
)

onEveryDatabase(
  'words: of an image on very many pages, what they say when they are visited again',
  async (t, database) => {
    const { collectionId } = await collected(database)
    const logo = image(collectionId)
    const pages = Array.from({ length: 150 }, (_, at) => `http://site.test/${at}`)
    const said = (alt: string) =>
      pages.map((page, at) => occurrencePlaced.record(occurrence(logo, { page, alt: `${alt} ${alt}${at}x` })))
    await store(database, imageAdded.record(logo), ...said('old'))
    t.strictSame(await indexedWords(database), await rebuiltWords(database))
    for (const use of said('new')) await store(database, use)
    const [[, words] = []] = await indexedWords(database)
    t.match(words, /^(?!.* old).* new new/)
    t.strictSame(await indexedWords(database), await rebuiltWords(database))
  },
)

onEveryDatabase('words: follow what is placed, replaced, vacated and forgotten', async (t, database) => {
  const [first, second] = [await collected(database), await collected(database)]
  const one = image(first.collectionId)
  const other = { ...one, collectionId: second.collectionId }
  const place = (of: typeof one, alt: string, ordinal = 0) => occurrencePlaced.record(occurrence(of, { alt, ordinal }))
  const found = async (q: string) =>
    (await listImages(tables(database), { filters: { q }, sort: 'newest', limit: 9, after: undefined })).items.length
  await store(database, imageAdded.record(one), imageAdded.record(other), place(one, 'red'), place(other, 'blue'))
  t.strictSame([await found('red blue'), await found('green')], [1, 0])
  await store(database, place(one, 'green'), place(one, 'green'))
  t.strictSame([await found('red'), await found('green blue')], [0, 1])
  const vacated = { collectionId: first.collectionId, page: 'http://site.test/', from: 0, before: 9 }
  await store(database, placesVacated.record(vacated), placesVacated.record(vacated))
  t.strictSame([await found('green'), await found('blue')], [0, 1])
  await store(database, place(one, 'green'), place(one, 'yellow', 1))
  await forget(database, second.collectionId)
  t.strictSame([await found('green yellow'), await found('blue')], [1, 0])
  await forget(database, first.collectionId)
  t.equal(await found('green'), 0)
  t.strictSame(await indexedWords(database), [])
})

onEveryDatabase('words: after a history by chance, those of a new beginning', async (t, database) => {
  const random = createRandom(7)
  const vocabulary = ['red', 'green', 'Blue', 'hill', 'Éclair', '東京', 'BigBird9']
  const collections = await Promise.all([1, 2, 3].map(() => collected(database)))
  const images = Array.from({ length: 12 }, () => image('none'))
  const ids = collections.map(({ collectionId }) => collectionId)
  const held = images.flatMap((each) => ids.map((collectionId) => imageAdded.record({ ...each, collectionId })))
  await store(database, ...held)
  const some = () => Array.from({ length: random.integer(4) }, () => random.one(vocabulary)).join(' ')
  const record = () => {
    const collectionId = random.one(ids)
    const page = `http://site.test/${random.integer(3)}`
    if (random.integer(8) === 0) {
      const from = random.integer(3)
      return placesVacated.record({ collectionId, page, from, before: from + random.integer(3) })
    }
    const said = {
      alt: random.one([null, some()]),
      pageTitle: some(),
      url: `http://site.test/${encodeURI(some())}.png`,
    }
    const used = { ...random.one(images), collectionId }
    return occurrencePlaced.record(occurrence(used, { ...said, page, ordinal: random.integer(4) }))
  }
  for (let round = 0; round < 40; round++) {
    const batch = Array.from({ length: 1 + random.integer(8) }, record)
    await store(database, ...batch)
    if (random.integer(3) === 0) await store(database, ...batch)
    if (round === 25) await forget(database, ids[0] as string)
    if (round % 10 !== 9) continue
    const kept = await indexedWords(database)
    t.ok(kept.some(([, words]) => words !== ''))
    t.strictSame(kept, await rebuiltWords(database), `round ${round}`)
  }
})

onEveryDatabase('words: of an image that several replicas place at once', async (t, database) => {
  const collections = await Promise.all(Array.from({ length: 4 }, () => collected(database)))
  const images = Array.from({ length: 20 }, () => image('none'))
  const sides = collections.map(({ collectionId }, side) => {
    const own = images.map((each) => ({ ...each, collectionId }))
    const placed = own.map((each, ordinal) =>
      occurrencePlaced.record(occurrence(each, { alt: `side${side}`, ordinal })),
    )
    return [...own.map(imageAdded.record), ...(side % 2 ? placed : placed.reverse())]
  })
  await Promise.all(sides.map((side) => store(database, ...side)))
  const query = { filters: { q: 'side0 side1 side2 side3' }, sort: 'newest', limit: 100, after: undefined } as const
  t.equal((await listImages(tables(database), query)).items.length, 20)
})

onEveryDatabase('words: the migration reads those of images that are there already', async (t, database) => {
  await fill(database, { caption: null, heading: null })
  const { collectionId } = await collected(database)
  const many = Array.from({ length: 230 }, () => image(collectionId))
  const used = many.map((each, ordinal) => occurrence(each, { alt: `number ${ordinal}`, ordinal }))
  await store(database, ...many.map(imageAdded.record), ...used.map(occurrencePlaced.record))
  const logo = Array.from({ length: 120 }, (_, at) =>
    occurrence(many[0] as never, { page: newId(), pageTitle: `p${at}` }),
  )
  await store(database, ...logo.map(occurrencePlaced.record))
  const kept = await indexedWords(database)
  t.equal(kept.length, 235)
  t.strictSame(await rebuiltWords(database), kept)
  await t.rejects(up(database.tables(), database.dialect), 'once only')
})
