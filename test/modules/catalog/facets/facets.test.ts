/** Counts by facet: of all images, of a collection's, and of those that filters leave. */
import type { Database } from '#platform'
import { examine } from '../../../../src/modules/catalog/facets/examine.ts'
import { countFacets } from '../../../../src/modules/catalog/facets/facet-repository.ts'
import { createMatching } from '../../../../src/modules/catalog/facets/matching-images.ts'
import { imageAdded, occurrencePlaced } from '../../../../src/modules/catalog/records.ts'
import type { ImageFilters } from '../../../../src/modules/catalog/schemas.ts'
import type { CatalogTables } from '../../../../src/modules/catalog/tables.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { collected, image, occurrence, store } from '../../../support/facts.ts'

const tables = (database: Database) => database.tables<CatalogTables>()
const nothing = { format: [], domain: [], host: [], orientation: [], element: [], alt: [], color: [], size: [] }

/** A photo in both collections, which use it each in their own way, an icon and a drawing in the first. */
async function fill(database: Database) {
  const { collectionId: first } = await collected(database)
  const { collectionId: second } = await collected(database)
  const { facts } = image(first)
  const photo = image(first, { facts: { ...facts, format: 'jpeg', width: 3000, height: 2000, color: '#4682b4' } })
  const icon = image(first, { url: 'http://cdn.site.test/i.png', facts: { ...facts, width: 16, height: 16 } })
  const unknown = { format: 'svg', width: 20, height: 30, color: null } as const
  const drawing = image(first, { url: 'data:image/svg+xml', facts: { ...facts, ...unknown } })
  const again = { ...photo, collectionId: second, url: 'http://other.test/photo.jpg' }
  await store(database, ...[photo, icon, drawing, again].map(imageAdded.record))
  await store(
    database,
    occurrencePlaced.record(occurrence(photo, { ordinal: 0, alt: 'A hill' })),
    occurrencePlaced.record(occurrence(photo, { ordinal: 1, alt: 'Another hill' })),
    occurrencePlaced.record(occurrence(photo, { ordinal: 2, alt: '', element: 'picture' })),
    occurrencePlaced.record(occurrence(icon, { ordinal: 3, element: 'css' })),
    occurrencePlaced.record(occurrence(icon, { ordinal: 4, element: 'img' })),
    occurrencePlaced.record(occurrence(again, { element: 'a', alt: 'Large' })),
  )
  return { first, second }
}

const of = (...counts: [value: string, count: number][]) => counts.map(([value, count]) => ({ value, count }))

const whole = {
  format: of(['jpeg', 1], ['png', 1], ['svg', 1]),
  domain: of(['site.test', 2], ['', 1]),
  host: of(['', 1], ['cdn.site.test', 1], ['site.test', 1]),
  orientation: of(['landscape', 1], ['portrait', 1], ['square', 1]),
  element: of(['img', 2], ['a', 1], ['css', 1], ['picture', 1]),
  alt: of(['empty', 1], ['missing', 1], ['present', 1]),
  color: of(['blue', 2]),
  size: of(['icon', 2], ['huge', 1]),
}

onEveryDatabase(
  'facets: of all, of a collection with its own uses, and of what a filter leaves',
  async (t, database) => {
    const db = tables(database)
    t.strictSame((await countFacets(db, {})).facets, nothing)
    const { first, second } = await fill(database)
    const all = await countFacets(db, {})
    t.strictSame(all.facets, whole)
    t.strictSame((await examine(db, {})).facets, whole)
    t.strictSame(all.total, { count: 3, relation: 'eq' })

    const { facets } = await countFacets(db, { collection: first })
    t.strictSame(facets, { ...whole, element: of(['img', 2], ['css', 1], ['picture', 1]) })

    const expected = {
      element: of(['a', 1]),
      alt: of(['present', 1]),
      host: of(['site.test', 1]),
      size: of(['huge', 1]),
    }
    t.match((await countFacets(db, { collection: second })).facets, expected)
    t.match((await countFacets(db, { collection: second, format: 'jpeg,png' })).facets, expected)
    t.strictSame((await countFacets(db, { format: 'svg' })).facets.color, [])
    t.strictSame((await countFacets(db, { minWidth: 4000 })).facets, nothing)
  },
)

onEveryDatabase('facets: no more images are looked at than the limit, and the answer says so', async (t, database) => {
  await fill(database)
  const at = async (limit: number) => {
    const { total, relation, facets } = await examine(tables(database), {}, limit)
    return [total, relation, facets.format.reduce((sum, { count }) => sum + count, 0)]
  }
  t.strictSame(await at(2), [{ count: 2, relation: 'gte' }, 'gte', 2])
  t.strictSame(await at(3), [{ count: 3, relation: 'eq' }, 'eq', 3])
})

onEveryDatabase('facets: 50 domains and hosts at most, and how many more there are', async (t, database) => {
  const { collectionId } = await collected(database)
  const nameOf = (number: number) => `${number < 30 ? 'aa' : 'h'}${String(number).padStart(2, '0')}`
  const hosts = Array.from({ length: 60 }, (_, number) => `${nameOf(number)}.site.test`)
  const images = [...hosts, 'h59.site.test'].map((host) => image(collectionId, { url: `http://${host}/a.png` }))
  await store(database, ...images.map(imageAdded.record))
  for (const filters of [{}, { collection: collectionId }, { minWidth: 1 }]) {
    const { facets, more } = await countFacets(tables(database), filters)
    t.strictSame(more, { domain: 0, host: 10 })
    t.strictSame(
      facets.host,
      of(['h59.site.test', 2], ...hosts.slice(0, 49).map((host) => [host, 1] as [string, number])),
    )
    t.strictSame(facets.domain, of(['site.test', 61]))
  }
})

/** Of 40 images 20 are hills, 10 are red, and 10 are of either format; every fourth is a red hill. */
async function fillSearched(database: Database) {
  const { collectionId } = await collected(database)
  const { facts } = image(collectionId)
  const images = Array.from({ length: 40 }, (_, at) => {
    const color = at % 4 === 0 ? '#ff0000' : '#0000ff'
    const format = at < 10 ? 'webp' : 'png'
    return image(collectionId, { facts: { ...facts, format, color, palette: [{ color, share: 1 }] } })
  })
  const uses = images.map((each, at) => occurrence(each, { ordinal: at, alt: at % 2 === 0 ? 'A hill' : 'A lake' }))
  await store(database, ...images.map(imageAdded.record), ...uses.map(occurrencePlaced.record))
  return collectionId
}

onEveryDatabase('facets: of a search, alone and with other filters', async (t, database) => {
  const collection = await fillSearched(database)
  const found: [filters: ImageFilters, count: number, webp: number][] = [
    [{ q: 'hill' }, 20, 5],
    [{ q: 'a' }, 40, 10],
    [{ q: 'hill', format: 'webp' }, 5, 5],
    [{ q: 'hill', collection }, 20, 5],
    [{ color: '#ff0000' }, 10, 3],
    [{ color: '#ff0000', q: 'hill', format: 'png' }, 7, 0],
    [{ color: '#ff0000', q: 'lake' }, 0, 0],
    [{ q: 'nothing' }, 0, 0],
  ]
  for (const [filters, count, webp] of found) {
    const { total, relation, facets } = await countFacets(tables(database), filters)
    t.match({ total, relation }, { total: { count, relation: 'eq' }, relation: 'eq' }, JSON.stringify(filters))
    t.equal(facets.format.find(({ value }) => value === 'webp')?.count ?? 0, webp)
    t.equal(
      facets.alt.reduce((sum, each) => sum + each.count, 0),
      count,
    )
  }
  for (const filters of [{ q: 'hill' }, { color: '#ff0000' }, { q: 'a', color: '#ff0000' }, { q: 'a', format: 'png' }])
    t.match(await examine(tables(database), filters, 5), { total: { count: 5, relation: 'gte' }, relation: 'gte' })
})

onEveryDatabase('facets: of a search with other filters, what is not asked is said to be more', async (t, database) => {
  await fillSearched(database)
  const look = async (filters: ImageFilters, mostCandidates: number, limit = 10) => {
    const matching = createMatching(tables(database), filters, limit, { mostCandidates, looked: 100, read: 100 })
    const parts = await Array.fromAsync(matching.parts())
    return [parts.flat().length, matching.isCut()]
  }
  t.strictSame(await look({ q: 'hill', format: 'webp' }, 1000), [5, false])
  t.equal((await look({ q: 'a', format: 'png' }, 39))[1], true, 'there may be more')
  t.strictSame(await look({ q: 'a', format: 'png' }, 40), [30, false])
  t.strictSame(await look({ q: 'a', format: 'png' }, 0, 50), [30, false], 'as many as are wanted anyway')
  t.strictSame(await look({ q: 'hill' }, 0, 30), [20, false])
})

onEveryDatabase('facets: of more images than are read in one go, each is counted once', async (t, database) => {
  const { collectionId } = await collected(database)
  const images = Array.from({ length: 12 }, (_, at) => image(collectionId, { original: Buffer.from(`${at}`) }))
  await store(database, ...images.map(imageAdded.record))
  for (const looked of [1, 3, 5, 100]) {
    for (const read of [1, 2, 5, 100]) {
      const matching = createMatching(tables(database), { format: 'png' }, 100, { mostCandidates: 0, looked, read })
      const parts = await Array.fromAsync(matching.parts())
      t.ok(parts.every(({ length }) => length <= read))
      const seen = parts.flat().map((row) => 'id' in row && row.id)
      t.strictSame(seen, images.map(({ digest }) => digest).sort(), `${looked} ${read}`)
    }
  }
})
