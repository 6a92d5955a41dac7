/** The lines of an export: the list's order, every use once, however many an image has. */
import type { Database } from '#platform'
import { exportLines } from '../../../../src/modules/catalog/export/export-lines.ts'
import { imageAdded, occurrencePlaced } from '../../../../src/modules/catalog/records.ts'
import type { ImageFilters, Sort } from '../../../../src/modules/catalog/schemas.ts'
import type { CatalogTables } from '../../../../src/modules/catalog/tables.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { collected, image, occurrence, store } from '../../../support/facts.ts'

async function linesOf(database: Database, filters: ImageFilters = {}, sort: Sort = 'oldest') {
  const batches = await Array.fromAsync(exportLines(database.tables<CatalogTables>(), { filters, sort }))
  for (const batch of batches) if (batch.length > 1000) throw new Error(`a batch of ${batch.length} lines`)
  return batches.flat().map(({ image, use }) => ({ id: image.id, ...use }))
}

onEveryDatabase(
  'export: in the order of the list, an image without uses once, one with very many',
  async (t, database) => {
    const { collectionId } = await collected(database)
    const images = Array.from({ length: 250 }, (_, at) => image(collectionId, { seenAt: at, alt: null }))
    await store(database, ...images.map(imageAdded.record))
    // On many pages, with others before and after it in both orders.
    const logo = images.toSorted((a, b) => (a.digest < b.digest ? -1 : 1))[125] ?? images[0]
    const uses = images.flatMap((each, at) => {
      if (each === logo)
        return Array.from({ length: 1200 }, (_, ordinal) => occurrence(each, { ordinal, page: 'http://a.test/' }))
      return Array.from({ length: at % 3 }, (_, ordinal) =>
        occurrence(each, { ordinal, page: `http://site.test/${at}` }),
      )
    })
    for (let from = 0; from < uses.length; from += 500)
      await store(database, ...uses.slice(from, from + 500).map(occurrencePlaced.record))

    for (const sort of ['oldest', 'newest'] as const) {
      const lines = await linesOf(database, {}, sort)
      const expected = images.flatMap((each, at) => Array(each === logo ? 1200 : Math.max(1, at % 3)).fill(each.digest))
      t.ok(
        JSON.stringify(lines.map(({ id }) => id)) === JSON.stringify(sort === 'oldest' ? expected : expected.reverse()),
        sort,
      )
      const seen = lines.filter(({ page }) => page !== undefined).map((line) => `${line.page} ${line.id} ${line.url}`)
      t.equal(seen.length, uses.length)
      t.equal(
        lines.filter(({ element }) => element === undefined).length,
        images.filter((each, at) => each !== logo && at % 3 === 0).length,
      )
    }
  },
)

onEveryDatabase('export: of a collection, its own uses only; other filters choose images', async (t, database) => {
  const [first, second] = [await collected(database), await collected(database)]
  const shared = image(first.collectionId, { seenAt: 1 })
  const own = image(second.collectionId, { seenAt: 2 })
  const twin = { ...shared, collectionId: second.collectionId }
  await store(
    database,
    ...[shared, twin, own].map(imageAdded.record),
    occurrencePlaced.record(occurrence(shared, { alt: 'A hill', alternates: ['http://site.test/b.png'] })),
    occurrencePlaced.record(occurrence(twin, { element: 'css', page: 'http://other.test/' })),
  )
  t.match(await linesOf(database, { collection: first.collectionId }), [
    { id: shared.digest, collection: first.collectionId, alt: 'A hill', alternates: ['http://site.test/b.png'] },
  ])
  const ofSecond = await linesOf(database, { collection: second.collectionId })
  t.strictSame(
    ofSecond.map(({ id, page }) => [id, page]),
    [
      [shared.digest, 'http://other.test/'],
      [own.digest, undefined],
    ],
  )
  t.equal((await linesOf(database, { element: 'css' })).length, 2, 'both uses of the image')
  t.strictSame(await linesOf(database, { host: 'nowhere.test' }), [])
})
