/** Fills a database with what runs would have stored, in bulk: the pipeline itself would take ten times as long. */
import type { AnyTransaction, Database } from '#platform'
import { changeCounts, createCountChanges } from '../../src/modules/catalog/facets/counts.ts'
import { raiseRevision } from '../../src/modules/catalog/revision.ts'
import type { CatalogTables } from '../../src/modules/catalog/tables.ts'
import { toRow as toPageRow } from '../../src/modules/collect/findings/page-rows.ts'
import { collectionAccepted, runBegun, runFinished } from '../../src/modules/collect/records.ts'
import { createTallies } from '../../src/modules/collect/runs/tally.ts'
import type { CollectTables } from '../../src/modules/collect/tables.ts'
import { pageCounts, resourceCounts } from '../../src/modules/collect/types.ts'
import type { RecordKind } from '../../src/platform/journal/types.ts'
import { analyze, bulkInsert, type Row } from './bulk-insert.ts'
import { catalogueRows, createBlobRows } from './catalogue-rows.ts'
import { makeImages } from './images.ts'
import { makeTemplates, type Template } from './templates.ts'
import { makeWebsite, seenPages, type Website } from './website.ts'
import { wasBrokenOff, withoutIndexes } from './without-indexes.ts'

export interface FillOptions {
  database: Database
  images: number
  imagesPerCollection?: number
  /** Told how many images are stored, after every batch. */
  onProgress?: (stored: number) => void
}

const batchSize = 1000
const mostTemplates = 192
const leaseMs = 3_600_000

/** Whose indexes are many, or large. */
const indexed = [
  'images',
  'collection_images',
  'image_uses',
  'image_colors',
  'image_words',
  'occurrences',
  'resources',
  'pages',
]

/** The schema is there. Each collection comes whole, in one transaction; one that is there already stays as it is. */
export async function fillCatalogue(options: FillOptions): Promise<void> {
  const { database } = options
  const fill = () => fillCollections(options)
  if ((await isEmpty(database)) || (await wasBrokenOff(database))) await withoutIndexes(database, indexed, fill)
  else await fill()
  // Postgres would look by itself in time; SQLite that serves never does, so what is seeded is not looked at either.
  if (database.dialect.name !== 'postgres') return
  await database.longTransaction((trx) =>
    analyze(trx, ['images', 'occurrences', 'image_words', 'image_colors', 'image_uses']),
  )
}

async function isEmpty(database: Database): Promise<boolean> {
  const row = await database.tables<CatalogTables>().selectFrom('images').select('id').limit(1).executeTakeFirst()
  return row === undefined
}

async function fillCollections(options: FillOptions): Promise<void> {
  const { database, images, imagesPerCollection = 100_000, onProgress = () => {} } = options
  const templates = await makeTemplates(templatesFor(images))
  for (let start = 0; start < images; start += imagesPerCollection) {
    const count = Math.min(imagesPerCollection, images - start)
    const website = makeWebsite(start / imagesPerCollection, count)
    await collect({ database, website, count, templates, onProgress: (stored) => onProgress(start + stored) })
  }
}

/** A small catalogue is soon there. */
export function templatesFor(images: number): number {
  return Math.min(mostTemplates, 24 + Math.ceil(images / 100))
}

interface Collected {
  database: Database
  website: Website
  count: number
  templates: Template[]
  onProgress: (stored: number) => void
}

async function collect({ database, website, count, templates, onProgress }: Collected): Promise<void> {
  const { submission, beganAt } = website
  const { runId: id } = submission
  const { dialect } = database
  await database.transaction(async (trx) => {
    if (await isThere(trx, submission.collection.id)) return onProgress(count)
    const say = <Data>(kind: RecordKind<Data>, data: Data) =>
      kind.apply(trx, [data], { dialect, wasAcknowledged: false, atEnd: () => {} })
    await say(collectionAccepted, submission)
    await say(runBegun, { id, owner: 'seed', leaseMs, startedAt: beganAt })
    await storeImages({ trx, database, website, count, templates, onProgress })
    await storePages(trx, database, website)
    await say(runFinished, { id, token: null, state: 'succeeded', error: null, finishedAt: beganAt + count * 50 })
  })
}

async function isThere(untyped: AnyTransaction, id: string): Promise<boolean> {
  const trx = untyped.withTables<CollectTables>()
  return (await trx.selectFrom('collections').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

async function storeImages({
  trx,
  database,
  website,
  count,
  templates,
  onProgress,
}: Collected & { trx: AnyTransaction }) {
  const counts = createCountChanges()
  const tallies = createTallies()
  const blobRows = createBlobRows()
  const { id } = website.submission.collection
  const totals = { collection_id: id, images: count, bytes: 0 }
  let stored = 0
  for (const batch of inBatches(makeImages(website, count, templates))) {
    const rows: [string, Row[]][] = [['blobs', blobRows(batch)], ...catalogueRows(batch, counts)]
    for (const [table, each] of rows) await bulkInsert(trx, database.dialect, table, each)
    for (const { image, resources } of batch) {
      totals.bytes += image.original.byteLength
      for (const { runId, verdict } of resources) tallies.add(runId, `images_${resourceCounts[verdict]}`, 1)
    }
    stored += batch.length
    onProgress(stored)
  }
  tallies.add(website.submission.runId, 'bytes', totals.bytes)
  await bulkInsert(trx, database.dialect, 'collection_totals', [totals])
  await tallies.store(trx.withTables())
  await changeCounts(trx.withTables<CatalogTables>(), counts.all())
  await raiseRevision(trx.withTables())
}

async function storePages(trx: AnyTransaction, { dialect }: Database, website: Website): Promise<void> {
  const tallies = createTallies()
  for (const batch of inBatches(seenPages(website))) {
    for (const { runId, verdict } of batch) tallies.add(runId, `pages_${pageCounts[verdict]}`, 1)
    await bulkInsert(trx, dialect, 'pages', batch.map(toPageRow) as unknown as Row[])
  }
  await tallies.store(trx.withTables())
}

function* inBatches<Part>(parts: Iterable<Part>): Generator<Part[]> {
  let batch: Part[] = []
  for (const part of parts) {
    batch.push(part)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
