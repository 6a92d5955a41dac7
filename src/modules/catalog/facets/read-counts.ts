/** Facets of everything, or of a whole collection: read from the counts that are kept. */
import { type Kysely, sql } from 'kysely'
import type { CatalogTables } from '../tables.ts'
import { everywhere } from './counts.ts'
import { type ImageFacets, mostNames } from './schemas.ts'
import { byCount, type ValueCount } from './tally.ts'
import { type FacetName, facetNames } from './vocabulary.ts'

type Db = Kysely<CatalogTables>

/** Those of which there may be many. */
const named = ['domain', 'host'] as const

/** In one statement, as asking takes longer than the reading of what is kept. */
export async function readCounts(db: Db, scope: string): Promise<ImageFacets> {
  const rows = await shortFacets(db, scope)
    .unionAll(commonest(db, scope, 'domain'))
    .unionAll(commonest(db, scope, 'host'))
    .unionAll(numberOf(db, scope, 'domain'))
    .unionAll(numberOf(db, scope, 'host'))
    .execute()
  const listed = new Map(facetNames.map((name) => [name, [] as ValueCount[]]))
  for (const { facet, value, images } of rows)
    if (value !== null) listed.get(facet as FacetName)?.push({ value, count: Number(images) })
  const facets = Object.fromEntries([...listed].map(([name, values]) => [name, values.sort(byCount)]))
  const notListed = (facet: (typeof named)[number]) => {
    const all = rows.find((row) => row.value === null && row.facet === facet)?.images ?? 0
    return Number(all) - (listed.get(facet)?.length ?? 0)
  }
  const more = { domain: notListed('domain'), host: notListed('host') }
  // Every image has one format.
  const count = listed.get('format')?.reduce((sum, format) => sum + format.count, 0) ?? 0
  return { total: { count, relation: 'eq' }, relation: 'eq', facets: facets as ImageFacets['facets'], more }
}

/** How many images there are, or a collection holds: every one has one format. */
export async function countImages(db: Db, collection = everywhere): Promise<number> {
  const { images } = await db
    .selectFrom('facet_counts')
    .select(({ fn }) => fn.sum<number | string | null>('images').as('images'))
    .where('scope', '=', collection)
    .where('facet', '=', 'format')
    .executeTakeFirstOrThrow()
  return Number(images)
}

function shortFacets(db: Db, scope: string) {
  return db
    .selectFrom('facet_counts')
    .select(['facet', sql<string | null>`value`.as('value'), 'images'])
    .where('scope', '=', scope)
    .where(
      'facet',
      'in',
      facetNames.filter((name) => !named.includes(name as never)),
    )
}

/** As a table of its own: SQLite orders and limits no part of a union. */
function commonest(db: Db, scope: string, facet: (typeof named)[number]) {
  const values = db
    .selectFrom('facet_counts')
    .select(['facet', sql<string | null>`value`.as('value'), 'images'])
    .where('scope', '=', scope)
    .where('facet', '=', facet)
    .orderBy('images', 'desc')
    .orderBy('value')
    .limit(mostNames)
  return db.selectFrom(values.as('commonest')).select(['facet', 'value', 'images'])
}

/** How many there are altogether stands where the others have images, and has no value. Each facet by itself: grouping takes twice as long. */
function numberOf(db: Db, scope: string, facet: (typeof named)[number]) {
  return db
    .selectFrom('facet_counts')
    .select(({ fn }) => [
      sql<string>`${sql.lit(facet)}`.as('facet'),
      sql<string | null>`null`.as('value'),
      fn.countAll<number>().as('images'),
    ])
    .where('scope', '=', scope)
    .where('facet', '=', facet)
}
