/** Facets: how many of the images that filters leave have each value. */
import type { Kysely } from 'kysely'
import { conditionsOf } from '../image-filters.ts'
import { isCollectionKnown } from '../known-collections.ts'
import type { ImageFilters } from '../schemas.ts'
import type { CatalogTables, UseTable } from '../tables.ts'
import { everywhere } from './counts.ts'
import { type FacetRow, facetColumns, valuesOfImage, valuesOfUses } from './image-values.ts'
import { readCounts } from './read-counts.ts'
import { type ImageFacets, mostExamined, mostNames } from './schemas.ts'
import { createTally, type Tally } from './tally.ts'

type Db = Kysely<CatalogTables>
/** Nothing where an image is used nowhere. */
type MaybeUse = { [Column in 'element' | 'alt']: UseTable[Column] | null }
type MatchingRow = FacetRow & MaybeUse

/** Exact for all images and for those of one collection; with other filters by looking at the images. */
export async function countFacets(db: Db, filters: ImageFilters): Promise<ImageFacets> {
  const { collection, ...others } = filters
  const isWhole = Object.values(others).every((value) => value === undefined)
  if (!isWhole) return examine(db, filters)
  if (collection === undefined) return readCounts(db, everywhere)
  // Of one that is being deleted the counts are of what is left.
  return (await isCollectionKnown(db, collection)) ? readCounts(db, collection) : examine(db, filters)
}

/** Looks at no more images than `atMost`: those with the lowest digests, which are a fair sample of all. */
export async function examine(db: Db, filters: ImageFilters, atMost = mostExamined): Promise<ImageFacets> {
  const rows = await matching(db, filters, atMost + 1)
  const byImage = Map.groupBy(rows, (row) => row.id)
  const examined = [...byImage.values()].slice(0, atMost)
  const tally = createTally()
  for (const rows of examined) tally.add(valuesOf(rows))
  return toFacets(tally, examined.length, byImage.size > atMost ? 'gte' : 'eq')
}

/** A row for each image, or for each way in which it is used where there are several. */
function matching(db: Db, filters: ImageFilters, limit: number): Promise<MatchingRow[]> {
  const { collection } = filters
  return db
    .with('matching', (cte) =>
      cte
        .selectFrom('images')
        .select(facetColumns)
        .where((eb) => eb.and(conditionsOf(eb, filters)))
        .orderBy('id')
        .limit(limit),
    )
    .selectFrom('matching')
    .leftJoin('image_uses', (join) =>
      join
        .onRef('image_uses.image_id', '=', 'matching.id')
        .on((eb) => (collection === undefined ? eb.lit(true) : eb('image_uses.collection_id', '=', collection))),
    )
    .selectAll('matching')
    .select(['element', 'alt'])
    .execute()
}

/** The join repeats an image's own columns in each of its rows, so they are read off the first. */
function valuesOf(rows: MatchingRow[]) {
  const uses = rows.flatMap(({ element, alt }) => (element === null || alt === null ? [] : { element, alt }))
  return [...valuesOfImage(rows[0] as MatchingRow), ...valuesOfUses(uses)]
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
