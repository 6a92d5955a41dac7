/** Duplicates of a collection: the same bytes at several addresses, the same picture in other bytes; by pages, and of this collection alone. */
import type { Database, Position } from '#platform'
import { type DuplicateQuery, listDuplicates } from '../../../../src/modules/catalog/duplicates/duplicate-list.ts'
import type { DuplicateGroup } from '../../../../src/modules/catalog/duplicates/duplicate-schemas.ts'
import { imageAdded, occurrencePlaced } from '../../../../src/modules/catalog/records.ts'
import type { CatalogTables } from '../../../../src/modules/catalog/tables.ts'
import type { Facts } from '../../../../src/modules/catalog/types.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { collected, image, occurrence, store } from '../../../support/facts.ts'
import { forget } from '../../../support/forget.ts'

const all: DuplicateQuery = { kind: undefined, limit: 100, after: undefined }
const hash = '0123456789abcdef'

function shown(collectionId: string, bytes: number, facts: Partial<Facts> = {}) {
  const plain = image(collectionId, { original: Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))) })
  return { ...plain, facts: { ...plain.facts, ...facts } }
}

async function seed(database: Database, collectionId: string) {
  const [logo, icon, once] = [shown(collectionId, 300), shown(collectionId, 50), shown(collectionId, 70)]
  const best = shown(collectionId, 900, { width: 400, height: 300, phash: hash })
  const small = shown(collectionId, 100, { format: 'webp', phash: hash })
  const heavy = shown(collectionId, 950, { width: 400, height: 300, phash: `${hash.slice(0, 15)}e` })
  const far = shown(collectionId, 80, { phash: 'f'.repeat(16) })
  const uses = [
    ...['b', 'a', 'Z', 'b'].map((name) => [logo, `http://site.test/logo-${name}.png`] as const),
    ...['a', 'b'].map((name) => [icon, `http://site.test/icon-${name}.png`] as const),
    ...[once, once, best, small, heavy, far].map((each) => [each, `http://site.test/${each.digest}.png`] as const),
  ]
  await store(
    database,
    ...[logo, icon, once, best, small, heavy, far].map(imageAdded.record),
    ...uses.map(([each, url], ordinal) => occurrencePlaced.record(occurrence(each, { ordinal, url }))),
  )
  return { logo, icon, best, small, heavy }
}

onEveryDatabase('duplicates: exact ones, then near copies, with what each wastes', async (t, database) => {
  const db = database.tables<CatalogTables>()
  const [first, second] = [await collected(database), await collected(database)]
  const { logo, icon, best, small, heavy } = await seed(database, first.collectionId)
  const elsewhere = { ...small, collectionId: second.collectionId }
  await store(database, imageAdded.record(elsewhere), occurrencePlaced.record(occurrence(elsewhere)))

  const { items, next } = await listDuplicates(db, first.collectionId, all)
  t.equal(next, null)
  t.strictSame(
    items.map(({ kind, image: { id }, count, wastedBytes }) => [kind, id, count, wastedBytes]),
    [
      ['exact', logo.digest, 3, 600],
      ['exact', icon.digest, 2, 50],
      ['near', best.digest, 3, 1050],
    ],
  )
  const [exact, , near] = items as [DuplicateGroup, DuplicateGroup, DuplicateGroup]
  t.strictSame(
    exact.urls,
    ['Z', 'a', 'b'].map((name) => `http://site.test/logo-${name}.png`),
  )
  t.strictSame([exact.copies, near.urls], [[], []])
  t.strictSame(
    near.copies.map(({ image: { id, distance }, differences }) => [id, distance, differences]),
    [
      [small.digest, 0, ['smaller', 'lighter', 'otherFormat']],
      [heavy.digest, 1, ['heavier']],
    ],
  )
  t.strictSame((await listDuplicates(db, second.collectionId, all)).items, [])

  await forget(database, first.collectionId)
  await t.rejects(listDuplicates(db, first.collectionId, all), { message: /^There is no collection/ })
})

onEveryDatabase('duplicates: by pages, of one kind, and with cursors that nobody gave out', async (t, database) => {
  const db = database.tables<CatalogTables>()
  const { collectionId } = await collected(database)
  for (let count = 0; count < 3; count++) {
    const twins = [1, 2].map(() => shown(collectionId, 100, { phash: String(count).repeat(16) }))
    await store(database, ...twins.map(imageAdded.record))
    const uses = twins.flatMap((each) => ['x', 'y'].map((name) => occurrence(each, { url: `${each.url}?${name}` })))
    const page = `http://site.test/${count}`
    await store(database, ...uses.map((use, ordinal) => occurrencePlaced.record({ ...use, page, ordinal })))
  }
  for (const [kind, count] of [[undefined, 9] as const, ['exact', 6] as const, ['near', 3] as const]) {
    const { items } = await listDuplicates(db, collectionId, { ...all, kind })
    t.equal(items.length, count, kind ?? 'both')
    for (const limit of [1, 2, 6, 7]) {
      const seen: DuplicateGroup[] = []
      for (let after: Position | undefined | null; after !== null; ) {
        const page = await listDuplicates(db, collectionId, { kind, limit, after })
        seen.push(...page.items)
        after = page.next
      }
      t.strictSame(seen, items, `${kind} by ${limit}`)
    }
  }
  for (const after of [
    ['near', Number.MAX_SAFE_INTEGER, ''],
    ['exact', -1, 'z'],
    ['', 0, ''],
  ])
    t.ok((await listDuplicates(db, collectionId, { ...all, after })).items.length >= 3)
})
