/** The counts of a run, counted anew from its rows. */
import { sql } from 'kysely'
import type { Database } from '#platform'
import { toRun } from '../../src/modules/collect/runs/run-rows.ts'
import type { CollectTables } from '../../src/modules/collect/tables.ts'
import { type PageVerdict, pageCounts, type ResourceVerdict, resourceCounts } from '../../src/modules/collect/types.ts'

export async function countedAndRecounted(database: Database, runId: string) {
  const db = database.tables<CollectTables>()
  const run = toRun(await db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow())
  const rows = await db.selectFrom('pages').select('verdict').where('run_id', '=', runId).execute()
  const addresses = await db.selectFrom('resources').select(['verdict', 'bytes']).where('run_id', '=', runId).execute()
  const pages = { found: rows.length, fetched: 0, skipped: 0, failed: 0, waiting: 0 }
  const images = { found: addresses.length, stored: 0, duplicate: 0, alternate: 0, skipped: 0, failed: 0, waiting: 0 }
  for (const { verdict } of rows) pages[pageCounts[verdict as PageVerdict]] += 1
  for (const { verdict } of addresses) images[resourceCounts[verdict as ResourceVerdict]] += 1
  const stored = addresses.filter(({ verdict }) => verdict === 'stored')
  const bytes = stored.reduce((sum, row) => sum + (row.bytes ?? 0), 0)
  return { counted: { pages: run.pages, images: run.images, bytes: run.bytes }, recounted: { pages, images, bytes } }
}

/** Every row of every table, in a fixed order: what may not change when something is stored again. */
export async function everything(database: Database): Promise<string> {
  const db = database.tables<Record<string, never>>()
  const tables = {
    collections: 'id',
    submissions: 'idempotency_key',
    runs: 'id',
    pages: 'run_id, page_key',
    resources: 'run_id, url_key',
    blobs: 'digest',
    blob_parts: 'digest, start',
    images: 'id',
    image_details: 'image_id',
    image_colors: 'image_id, lightness, red, yellow',
    image_words: 'image_id',
    collection_images: 'collection_id, image_id',
    collection_totals: 'collection_id',
    occurrences: 'collection_id, page_key, ordinal',
    image_uses: 'image_id, collection_id, element, alt',
    facet_counts: 'scope, facet, value',
    catalogue_revision: 'id',
    deleted_collections: 'id',
    address_lists: 'collection_id',
    documents: 'collection_id, url_key',
    missed_pictures: 'run_id, page_key, ordinal',
  }
  const contents = Object.entries(tables).map(async ([table, order]) => {
    const { rows } = await sql`select * from ${sql.table(table)} order by ${sql.raw(order)}`.execute(db)
    return [table, rows]
  })
  return JSON.stringify(await Promise.all(contents))
}
