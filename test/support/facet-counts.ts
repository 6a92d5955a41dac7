/** What facets are told from: as it was kept, and as it is when it is counted anew. */
import { type Kysely, sql } from 'kysely'
import type { Test } from 'tap'
import type { Database } from '#platform'
import { countFacetsAnew } from '../../src/modules/catalog/facets/count-anew.ts'
import { waysOf } from '../../src/modules/catalog/facets/ways.ts'
import type { CatalogTables } from '../../src/modules/catalog/tables.ts'

/** Whatever happens at the same time is in both or in neither. */
export async function countsAreRight(
  t: Test,
  database: Database,
  title = 'counts are those of the rows',
): Promise<void> {
  const undone = new Error('undone')
  await database
    .transaction(async (anyTrx) => {
      const trx = anyTrx.withTables<CatalogTables>()
      await database.dialect.lock(trx, 'records', 'exclusive')
      const before = await keptCounts(trx)
      await waysAreRight(t, trx)
      for (const table of ['image_uses', 'facet_counts'] as const) await trx.deleteFrom(table).execute()
      await countFacetsAnew(trx)
      t.strictSame(before, await keptCounts(trx), title)
      throw undone
    })
    .catch((error) => {
      if (error !== undone) throw error
    })
}

/** The ways that stand in rows are those of the uses. */
async function waysAreRight(t: Test, trx: Kysely<CatalogTables>): Promise<void> {
  const uses = await trx.selectFrom('image_uses').selectAll().execute()
  const images = await trx.selectFrom('images').select(['id', 'ways']).execute()
  const held = await trx.selectFrom('collection_images').select(['collection_id', 'image_id', 'ways']).execute()
  const byImage = Map.groupBy(uses, (use) => use.image_id)
  const wrong = [
    ...images.filter(({ id, ways }) => ways !== waysOf(byImage.get(id) ?? [])),
    ...held.filter(({ collection_id, image_id, ways }) => {
      const own = byImage.get(image_id)?.filter((use) => use.collection_id === collection_id)
      return ways !== waysOf(own ?? [])
    }),
  ]
  t.strictSame(wrong, [], 'ways are those of the uses')
}

/** Both tables, whole. */
export async function keptCounts(db: Kysely<CatalogTables>) {
  const uses = await sql`select * from image_uses order by image_id, collection_id, element, alt`.execute(db)
  const counts = await sql`select * from facet_counts order by scope, facet, value`.execute(db)
  return [uses.rows, counts.rows]
}
