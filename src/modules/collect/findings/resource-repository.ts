/** Resources: one row per image address of a run, with its verdict. */
import type { Kysely, Transaction } from 'kysely'
import { addressKey } from '#platform'
import { createTallies, holdRuns } from '../runs/tally.ts'
import type { CollectTables, ResourceTable } from '../tables.ts'
import { type ResourceVerdict, resourceCounts } from '../types.ts'
import { latestRows } from './latest-rows.ts'
import { keyOf, type SeenResource, toRow } from './resource-rows.ts'
import { tellDuplicates } from './tell-duplicates.ts'

type Known = Pick<ResourceTable, 'run_id' | 'url_key' | 'verdict' | 'bytes' | 'attempts'>

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

/**
 * Known as one candidate of many, or left alone because its page asks so (another page may not ask); asked for; answered.
 * A candidate that was asked for and not taken is answered.
 */
function progressOf({ verdict, attempts }: Known): number {
  if (verdict === 'waiting') return 1
  return (verdict === 'alternate' || verdict === 'robots') && attempts === 0 ? 0 : 2
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
    .select(['run_id', 'url_key', 'verdict', 'bytes', 'attempts'])
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
        etag: eb.ref('excluded.etag'),
        last_modified: eb.ref('excluded.last_modified'),
      })),
    )
    .execute()
}

/** What a run that is taken over need not fetch again, by the digest of the address. */
export async function knownAddresses(db: Kysely<CollectTables>, runId: string) {
  return db
    .selectFrom('resources')
    .select(['url_key', 'position', 'verdict', 'image_id', 'attempts', 'content_type', 'status'])
    .where('run_id', '=', runId)
    .execute()
}

/** What an address gave last, with what the server needs to know to say that it is the same. */
export interface KnownImage {
  image: string
  /** `alternate`: the image is another's, which was taken in its stead. */
  verdict: ResourceVerdict
  finalUrl: string | null
  contentType: string | null
  bytes: number | null
  etag: string | null
  lastModified: string | null
}

/** Of the runs of a collection, the latest that has an image and a validator. */
export async function findKnownImage(
  db: Kysely<CollectTables>,
  collectionId: string,
  url: string,
): Promise<KnownImage | undefined> {
  const row = await db
    .selectFrom('resources')
    .select(['image_id', 'verdict', 'final_url', 'content_type', 'bytes', 'etag', 'last_modified'])
    .where('run_id', 'in', (eb) => eb.selectFrom('runs').select('id').where('collection_id', '=', collectionId))
    .where('url_key', '=', addressKey(url))
    .where('image_id', 'is not', null)
    .where((eb) => eb.or([eb('etag', 'is not', null), eb('last_modified', 'is not', null)]))
    .orderBy('run_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row?.image_id) return undefined
  const { image_id: image, final_url: finalUrl, content_type: contentType, bytes, etag } = row
  const verdict = row.verdict as ResourceVerdict
  return { image, verdict, finalUrl, contentType, bytes, etag, lastModified: row.last_modified }
}
