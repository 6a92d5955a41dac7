/** The roll-up: how many images have each value, in the whole catalogue and in each collection. */
import type { Kysely } from 'kysely'
import type { CatalogTables } from '../tables.ts'
import type { Value } from './image-values.ts'

/** The scope of all collections together; that of one is its id. */
export const everywhere = ''

/** How much a count is to change. */
export type CountChange = CatalogTables['facet_counts']

export interface CountChanges {
  add(scope: string, values: Iterable<Value>, by?: 1 | -1): void
  /** Those that change anything, in the order in which rows are locked. */
  all(): CountChange[]
}

export function createCountChanges(): CountChanges {
  const changes = new Map<string, CountChange>()

  return {
    add(scope, values, by = 1) {
      for (const [facet, value] of values) {
        const key = JSON.stringify([scope, facet, value])
        const images = (changes.get(key)?.images ?? 0) + by
        changes.set(key, { scope, facet, value, images })
      }
    },
    all() {
      const sorted = [...changes].sort(([a], [b]) => (a < b ? -1 : 1))
      return sorted.map(([, change]) => change).filter(({ images }) => images !== 0)
    },
  }
}

/**
 * Every batch that brings images changes rows that those of other replicas change too: so this comes last in a
 * transaction, and in one order.
 */
export async function changeCounts(db: Kysely<CatalogTables>, changes: CountChange[]): Promise<void> {
  for (let start = 0; start < changes.length; start += 1000) {
    const rows = await db
      .insertInto('facet_counts')
      .values(changes.slice(start, start + 1000))
      .onConflict((conflict) =>
        conflict
          .columns(['scope', 'facet', 'value'])
          .doUpdateSet((eb) => ({ images: eb('facet_counts.images', '+', eb.ref('excluded.images')) })),
      )
      .returning(['scope', 'facet', 'images'])
      .execute()
    await removeEmpty(
      db,
      rows.filter(({ images }) => images === 0),
    )
  }
}

/** Rows that others are changing are no match: what is committed of them is never 0. */
async function removeEmpty(db: Kysely<CatalogTables>, rows: Omit<CountChange, 'value'>[]): Promise<void> {
  for (const scope of new Set(rows.map((row) => row.scope))) {
    const facets = rows.filter((row) => row.scope === scope).map((row) => row.facet)
    await db
      .deleteFrom('facet_counts')
      .where('scope', '=', scope)
      .where('facet', 'in', [...new Set(facets)])
      .where('images', '=', 0)
      .execute()
  }
}
