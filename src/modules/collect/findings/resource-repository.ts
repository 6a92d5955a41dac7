/** Resources: one row per image address of a run, with its verdict. */
import type { Kysely, Transaction } from 'kysely'
import { type Page, type PageQuery, toPage } from '#platform'
import { createTallies, holdRuns } from '../runs/tally.ts'
import type { Resource } from '../schemas.ts'
import type { CollectTables, ResourceTable } from '../tables.ts'
import { type ResourceVerdict, resourceCounts } from '../types.ts'
import { latestRows } from './latest-rows.ts'
import { keyOf, type SeenResource, toResource, toRow } from './resource-rows.ts'
import { tellDuplicates } from './tell-duplicates.ts'

type Known = Pick<ResourceTable, 'run_id' | 'url_key' | 'verdict' | 'bytes'>

/**
 * The last that is said of an address counts; saying it again, or late, changes nothing.
 * Of several addresses that gave the same bytes in one run the first is `stored`, the others are `duplicate`.
 */
export async function storeResources(trx: Transaction<CollectTables>, seen: SeenResource[]): Promise<void> {
  const runs = await holdRuns(
    trx,
    seen.map((resource) => resource.runId),
  )
  // A run that has ended waits for nothing.
  const said = seen.filter(
    ({ runId, verdict }) => runs.get(runId)?.isActive || (runs.has(runId) && verdict !== 'waiting'),
  )
  if (said.length === 0) return
  const known = await knownResources(trx, said.map(toRow))
  const rows = latestRows({ said: said.map(toRow), known, keyOf, progressOf })
  if (rows.length === 0) return
  await tellDuplicates(trx, rows)
  await upsert(trx, rows)
  await countResources(trx, rows, known)
}

/** Known as one candidate of many, asked for, answered. */
function progressOf({ verdict }: Known): number {
  return verdict === 'alternate' ? 0 : verdict === 'waiting' ? 1 : 2
}

async function countResources(trx: Transaction<CollectTables>, rows: ResourceTable[], before: Map<string, Known>) {
  const tallies = createTallies()
  const count = (row: Known, sign: 1 | -1) => {
    tallies.add(row.run_id, `images_${resourceCounts[row.verdict as ResourceVerdict]}`, sign)
    if (row.verdict === 'stored') tallies.add(row.run_id, 'bytes', sign * (row.bytes ?? 0))
  }
  for (const row of rows) {
    const known = before.get(keyOf(row))
    if (known) count(known, -1)
    count(row, 1)
  }
  await tallies.store(trx)
}

async function knownResources(trx: Transaction<CollectTables>, rows: ResourceTable[]): Promise<Map<string, Known>> {
  const known = await trx
    .selectFrom('resources')
    .select(['run_id', 'url_key', 'verdict', 'bytes'])
    .where('run_id', 'in', [...new Set(rows.map((row) => row.run_id))])
    .where(
      'url_key',
      'in',
      rows.map((row) => row.url_key),
    )
    .execute()
  return new Map(known.map((row) => [keyOf(row), row]))
}

async function upsert(trx: Transaction<CollectTables>, rows: ResourceTable[]): Promise<void> {
  await trx
    .insertInto('resources')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['run_id', 'url_key']).doUpdateSet((eb) => ({
        final_url: eb.ref('excluded.final_url'),
        verdict: eb.ref('excluded.verdict'),
        reason: eb.ref('excluded.reason'),
        status: eb.ref('excluded.status'),
        content_type: eb.ref('excluded.content_type'),
        bytes: eb.ref('excluded.bytes'),
        image_id: eb.ref('excluded.image_id'),
        attempts: eb.ref('excluded.attempts'),
      })),
    )
    .execute()
}

export async function listResources(
  db: Kysely<CollectTables>,
  runId: string,
  { verdict, limit, after }: { verdict: string | undefined } & PageQuery,
): Promise<Page<Resource>> {
  const rows = await db
    .selectFrom('resources')
    .selectAll()
    .where('run_id', '=', runId)
    .$if(verdict !== undefined, (query) => query.where('verdict', '=', String(verdict)))
    .$if(after !== undefined, (query) => query.where('position', '>', Number(after?.[0])))
    .orderBy('position')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, toResource, (row) => [row.position])
}

/** What a run that is taken over need not fetch again, by the digest of the address. */
export async function knownAddresses(db: Kysely<CollectTables>, runId: string) {
  return db
    .selectFrom('resources')
    .select(['url_key', 'position', 'verdict', 'image_id'])
    .where('run_id', '=', runId)
    .execute()
}
