/** Facts to store: of collections, runs, pages, addresses, images and their uses; each with what a test does not care about. */
import { createHash, randomBytes } from 'node:crypto'
import type { NewImage, NewOccurrence } from '#catalog'
import { catalogRecords } from '#catalog'
import { collectRecords } from '#collect'
import { type Database, newId } from '#platform'
import type { Submission } from '../../src/modules/collect/collections/collection-repository.ts'
import type { SeenPage } from '../../src/modules/collect/findings/page-rows.ts'
import type { SeenResource } from '../../src/modules/collect/findings/resource-rows.ts'
import { collectionAccepted } from '../../src/modules/collect/records.ts'
import { deliverBatch } from '../../src/platform/journal/deliver-batch.ts'
import type { JournalRecord, RecordKind } from '../../src/platform/journal/types.ts'

/** Every kind of record, in the order of the whole. */
export const allKinds: RecordKind<never>[] = [
  ...collectRecords.beforeCatalog,
  ...catalogRecords,
  ...collectRecords.afterCatalog,
]

/** Stores records in one batch, as the journal does; rejects when the database refuses. */
export async function store(database: Database, ...records: JournalRecord[]): Promise<void> {
  const outcome = await deliverBatch(database, allKinds, records)
  if (!outcome.hasArrived) throw outcome.error
}

export function submission(url = 'http://site.test/', createdAt = 1000): Submission {
  const settings = { scope: 'host', maxPages: 10, maxDepth: null, robots: true, fullSize: true } as const
  const collection = { ...settings, id: newId(), url, name: url, minWidth: 2, minHeight: 2, createdAt }
  return { collection: { ...collection, include: [], exclude: [] }, runId: newId(), list: null, idempotency: null }
}

/** A collection with its first run, stored. */
export async function collected(database: Database, url?: string, createdAt?: number) {
  const made = submission(url, createdAt)
  await store(database, collectionAccepted.record(made))
  return { collectionId: made.collection.id, runId: made.runId }
}

export function page(runId: string, name: string, more: Partial<SeenPage> = {}): SeenPage {
  const known = { url: `http://site.test/${name}`, finalUrl: null, verdict: 'waiting', reason: null } as const
  return { runId, position: 0, status: null, title: null, depth: 0, images: 0, settled: false, ...known, ...more }
}

export function resource(runId: string, name: string, more: Partial<SeenResource> = {}): SeenResource {
  const url = `http://site.test/${name}`
  const unknown = {
    finalUrl: null,
    reason: null,
    status: null,
    contentType: null,
    bytes: null,
    image: null,
    etag: null,
    lastModified: null,
  }
  const place = { page: 'http://site.test/', element: 'img', attempts: 1 } as const
  return { runId, position: 0, key: url, url, verdict: 'waiting', ...unknown, ...place, ...more }
}

export function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** An image with bytes of its own and, unless told otherwise, a thumbnail of its own. */
export function image(collectionId: string, more: Partial<NewImage> = {}): NewImage {
  const original = more.original ?? randomBytes(100)
  const small = randomBytes(10)
  return {
    collectionId,
    digest: digest(original),
    original,
    thumbnail: { digest: digest(small), bytes: small },
    facts: {
      format: 'png',
      width: 40,
      height: 30,
      animated: false,
      frames: 1,
      alpha: false,
      damaged: false,
      color: '#102030',
      thumbhash: null,
      phash: null,
      palette: [{ color: '#102030', share: 1 }],
      duration: null,
      metadata: null,
    },
    url: 'http://site.test/a.png',
    page: 'http://site.test/',
    alt: null,
    seenAt: 1000,
    ...more,
  }
}

export function occurrence(
  { collectionId, digest: image }: NewImage,
  more: Partial<NewOccurrence> = {},
): NewOccurrence {
  const where = { page: 'http://site.test/', pageTitle: null, ordinal: 0, element: 'img', alt: null } as const
  return { collectionId, image, ...where, url: 'http://site.test/a.png', alternates: [], ...more }
}
