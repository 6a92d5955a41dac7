/** Facets of everything, or of a whole collection: read from the counts that are kept. */
import type { Kysely } from 'kysely'
import type { CatalogTables } from '../tables.ts'
import { everywhere } from './counts.ts'
import { type ImageFacets, mostNames } from './schemas.ts'
import { byCount, type ValueCount } from './tally.ts'
import { type FacetName, facetNames } from './vocabulary.ts'

type Db = Kysely<CatalogTables>

/** Those of which there may be many. */
const named = ['domain', 'host'] as const

export async function readCounts(db: Db, scope: string): Promise<ImageFacets> {
  const [short, domain, host] = await Promise.all([
    shortFacets(db, scope),
    ...named.map((facet) => commonest(db, scope, facet)),
  ])
  const listed = new Map(facetNames.map((name) => [name, [] as ValueCount[]]))
  for (const { facet, value, images } of [...short, ...(domain?.listed ?? []), ...(host?.listed ?? [])]) {
    listed.get(facet as FacetName)?.push({ value, count: images })
  }
  const facets = Object.fromEntries([...listed].map(([name, values]) => [name, values.sort(byCount)]))
  const more = { domain: domain?.more ?? 0, host: host?.more ?? 0 }
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
    .select(['facet', 'value', 'images'])
    .where('scope', '=', scope)
    .where(
      'facet',
      'in',
      facetNames.filter((name) => !named.includes(name as never)),
    )
    .execute()
}

async function commonest(db: Db, scope: string, facet: (typeof named)[number]) {
  const values = db.selectFrom('facet_counts').where('scope', '=', scope).where('facet', '=', facet)
  const [listed, { all }] = await Promise.all([
    values.select(['facet', 'value', 'images']).orderBy('images', 'desc').orderBy('value').limit(mostNames).execute(),
    values.select(({ fn }) => fn.countAll<number>().as('all')).executeTakeFirstOrThrow(),
  ])
  return { listed, more: all - listed.length }
}
