/** Fills a database as runs would have: by the records of the pipeline, so that whatever hangs on them is filled too. */
import { catalogRecords } from '#catalog'
import { collectRecords } from '#collect'
import type { Database, JournalRecord } from '#platform'
import { imageAdded, occurrencePlaced } from '../../src/modules/catalog/records.ts'
import { collectionAccepted, pageSeen, resourceSeen, runBegun, runFinished } from '../../src/modules/collect/records.ts'
import { deliverBatch } from '../../src/platform/journal/deliver-batch.ts'
import { makeImages } from './images.ts'
import { makeTemplates, type Template } from './templates.ts'
import { makeWebsite, seenPages, type Website } from './website.ts'

export interface FillOptions {
  database: Database
  images: number
  imagesPerCollection?: number
  /** Told how many images are stored, after every batch. */
  onProgress?: (stored: number) => void
}

/** Of images, or of pages, in one transaction: as many rows as one statement of SQLite carries. */
const batchSize = 500
const mostTemplates = 192
const leaseMs = 3_600_000

const kinds = [...collectRecords.beforeCatalog, ...catalogRecords, ...collectRecords.afterCatalog]

/** The schema is there. Doing it twice changes nothing. */
export async function fillCatalogue(options: FillOptions): Promise<void> {
  const { database, images, imagesPerCollection = 100_000, onProgress = () => {} } = options
  const templates = await makeTemplates(Math.min(mostTemplates, 24 + Math.ceil(images / 100)))
  for (let start = 0; start < images; start += imagesPerCollection) {
    const count = Math.min(imagesPerCollection, images - start)
    const website = makeWebsite(start / imagesPerCollection, count)
    await collect({ database, website, count, templates, onProgress: (stored) => onProgress(start + stored) })
  }
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
  const begun = { id, owner: 'seed', leaseMs, startedAt: beganAt }
  await store(database, [collectionAccepted.record(submission), runBegun.record(begun)])
  let stored = 0
  for (const batch of inBatches(makeImages(website, count, templates))) {
    await store(
      database,
      batch.flatMap(({ image, occurrences, resources }) => [
        imageAdded.record(image),
        ...occurrences.map(occurrencePlaced.record),
        ...resources.map(resourceSeen.record),
      ]),
    )
    stored += batch.length
    onProgress(stored)
  }
  for (const batch of inBatches(seenPages(website))) await store(database, batch.map(pageSeen.record))
  const finishedAt = beganAt + count * 50
  await store(database, [runFinished.record({ id, token: null, state: 'succeeded', error: null, finishedAt })])
}

async function store(database: Database, records: JournalRecord[]): Promise<void> {
  const outcome = await deliverBatch(database, kinds, records)
  if (!outcome.hasArrived) throw outcome.error
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
