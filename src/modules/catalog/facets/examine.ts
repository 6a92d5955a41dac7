/** Facets of what filters leave: by looking at the images. */
import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { ImageFilters } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import { createMatching } from './matching-images.ts'
import { type ImageFacets, mostExamined, mostNames } from './schemas.ts'
import { createTally, type Tally } from './tally.ts'

/** Looks at no more images than `atMost`: those with the lowest digests, which are a fair sample of all, or those that a search finds first. */
export async function examine(
  db: Kysely<CatalogTables>,
  filters: ImageFilters,
  atMost = mostExamined,
): Promise<ImageFacets> {
  const matching = createMatching(db, filters, atMost + 1)
  const tally = createTally()
  let count = 0
  for await (const rows of matching.parts()) {
    for (const row of rows.slice(0, atMost - count)) tally.add(row)
    count += rows.length
    if (count > atMost) break
    await setImmediate()
  }
  return toFacets(tally, Math.min(count, atMost), count > atMost || matching.isCut() ? 'gte' : 'eq')
}

function toFacets(tally: Tally, count: number, relation: 'eq' | 'gte'): ImageFacets {
  const sorted = tally.sorted()
  const more = { domain: beyond(sorted.domain), host: beyond(sorted.host) }
  const listed = { domain: sorted.domain.slice(0, mostNames), host: sorted.host.slice(0, mostNames) }
  return { total: { count, relation }, relation, facets: { ...sorted, ...listed } as ImageFacets['facets'], more }
}

function beyond(names: unknown[]): number {
  return Math.max(0, names.length - mostNames)
}
