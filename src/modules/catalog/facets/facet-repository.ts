/** Facets: how many of the images that filters leave have each value. */
import type { Kysely } from 'kysely'
import { isWhole } from '../image-filters.ts'
import { isCollectionKnown } from '../known-collections.ts'
import type { ImageFilters } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import { everywhere } from './counts.ts'
import { examine } from './examine.ts'
import { readCounts } from './read-counts.ts'
import type { ImageFacets } from './schemas.ts'

type Db = Kysely<CatalogTables>

/** Exact for all images and for those of one collection; with other filters by looking at the images. */
export async function countFacets(db: Db, filters: ImageFilters): Promise<ImageFacets> {
  const { collection } = filters
  if (!isWhole(filters)) return examine(db, filters)
  if (collection === undefined) return readCounts(db, everywhere)
  // Of one that is being deleted the counts are of what is left.
  return (await isCollectionKnown(db, collection)) ? readCounts(db, collection) : examine(db, filters)
}
