/** What changed from one run of a collection to the next, address by address. */
import { sql, type Transaction } from 'kysely'
import type { CollectTables } from '../tables.ts'
import type { Change } from '../types.ts'

/** Runs in which an address is looked for that could not be had in the run before. */
const runsBack = 10

type Row = 'resources' | 'other' | 'earlier'

const hasImage = (row: Row) => sql<boolean>`${sql.ref(`${row}.verdict`)} in ('stored', 'duplicate')`
/** The server says that nothing is there. */
const isAbsent = (row: Row) =>
  sql<boolean>`(${sql.ref(`${row}.verdict`)} = 'http-error' and ${sql.ref(`${row}.status`)} in (404, 410))`

/** What the address of `resources` gave before its run, the last time that this could be told; null: nothing. */
const earlierImage = sql`(select earlier.image_id from resources as earlier
  where earlier.url_key = resources.url_key and (${hasImage('earlier')} or ${isAbsent('earlier')}) and earlier.run_id in (
    select past.id from runs as past where past.id < resources.run_id
      and past.collection_id = (select own.collection_id from runs as own where own.id = resources.run_id)
    order by past.id desc limit ${sql.lit(runsBack)})
  order by earlier.run_id desc limit 1)`

/** The image at an address in a run, or where the run failed to get it, the one that is known from before. */
const imageAt = (row: Row) => sql`case
  when ${hasImage(row)} then ${sql.ref(`${row}.image_id`)}
  when ${isAbsent(row)} or ${sql.ref(`${row}.verdict`)} is null then null
  else ${earlierImage} end`

/**
 * Of `resources`, against `other`, the same address in the run before, or where that failed to get it, in the last run
 * that could tell; null where there is no image to compare.
 */
export const changeOf = sql<Change | null>`case
  when ${isAbsent('resources')} then case when ${imageAt('other')} is not null then 'gone' end
  when ${hasImage('resources')} then case coalesce(${imageAt('other')}, '')
    when resources.image_id then 'unchanged'
    when '' then 'new'
    else 'changed' end
  end`

/**
 * Of `resources`, a run that came before, against `other`, the same address now: it had an image, or was known to have
 * one, and now nobody names it any more, or the server says that it is not there. What could not be had for another
 * reason is not gone.
 */
export const isGone = sql<boolean>`(
  (other.url_key is null or ${isAbsent('other')}) and ${imageAt('resources')} is not null)`

export type Changes = Record<Change, number>

/** Two runs of a collection. */
export interface Comparison {
  id: string
  /** null: there is none before it. */
  previousRunId: string | null
  /** The whole site was read, and no page of it failed that may be there: what nobody names is gone. */
  isWhole: boolean
}

/** Counts them for a run that ends. */
export async function countChanges(
  trx: Transaction<CollectTables>,
  { id, previousRunId, isWhole }: Comparison & { previousRunId: string },
): Promise<Changes> {
  const { rows } = await sql<{ change: Change | null; count: number }>`
    select ${changeOf} as change, count(*) as count from resources
    left join resources as other on other.run_id = ${previousRunId} and other.url_key = resources.url_key
    where resources.run_id = ${id} group by 1`.execute(trx)
  const gone = await sql<{ count: number }>`
    select count(*) as count from resources
    ${isWhole ? sql`left join` : sql`join`} resources as other on other.run_id = ${id} and other.url_key = resources.url_key
    where resources.run_id = ${previousRunId} and ${isGone}`.execute(trx)
  const counts = Object.fromEntries(rows.map(({ change, count }) => [change, Number(count)]))
  const { new: added = 0, changed = 0, unchanged = 0 } = counts
  return { new: added, changed, unchanged, gone: Number(gone.rows[0]?.count ?? 0) }
}
