/** The image addresses of a run, each with its verdict and with what changed since the run before. */
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { type Page, type PageQuery, toPage } from '#platform'
import type { Resource } from '../schemas.ts'
import type { CollectTables, ResourceTable } from '../tables.ts'
import type { Change } from '../types.ts'
import { type Comparison, changeOf, isGone } from './changes.ts'
import { type ListedRow, toResource } from './resource-rows.ts'

export interface ResourceFilter {
  verdict: string | undefined
  change: Change | undefined
}

/** In the order of finding; what is gone in that of the run before, whose rows they are. */
export async function listResources(
  db: Kysely<CollectTables>,
  run: Comparison,
  { verdict, change, limit, after }: ResourceFilter & PageQuery,
): Promise<Page<Resource>> {
  const listed = change === 'gone' ? goneFrom(db, run) : comparedWith(db, run)
  const rows = await listed
    .$if(verdict !== undefined, (query) => query.where('resources.verdict', '=', String(verdict)))
    // Nothing can be told of a run with none before it.
    .$if(change !== undefined && run.previousRunId === null, (query) => query.where(sql<boolean>`1 = 0`))
    .$if(change !== undefined && change !== 'gone', (query) => query.where(sql<boolean>`${changeOf} = ${change}`))
    .$if(after !== undefined, (query) => query.where('resources.position', '>', Number(after?.[0])))
    .orderBy('resources.position')
    .limit(limit + 1)
    .execute()
  return toPage(rows as ListedRow[], limit, toResource, (row) => [row.position])
}

type Listed = SelectQueryBuilder<CollectTables & { other: ResourceTable }, 'resources', object>

function comparedWith(db: Kysely<CollectTables>, { id, previousRunId }: Comparison) {
  return db
    .selectFrom('resources')
    .leftJoin('resources as other', (join) =>
      join.on('other.run_id', '=', previousRunId ?? '').onRef('other.url_key', '=', 'resources.url_key'),
    )
    .selectAll('resources')
    .select(previousRunId === null ? sql<null>`null`.as('change') : changeOf.as('change'))
    .where('resources.run_id', '=', id) as unknown as Listed
}

function goneFrom(db: Kysely<CollectTables>, { id, previousRunId, isWhole }: Comparison) {
  return db
    .selectFrom('resources')
    .leftJoin('resources as other', (join) =>
      join.on('other.run_id', '=', id).onRef('other.url_key', '=', 'resources.url_key'),
    )
    .selectAll('resources')
    .select(sql`'gone'`.as('change'))
    .where('resources.run_id', '=', previousRunId ?? '')
    .where(isGone)
    .$if(!isWhole, (query) => query.where('other.url_key', 'is not', null)) as unknown as Listed
}
