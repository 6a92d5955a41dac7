/** What a run begins with: its collection, what it passes over, and what earlier attempts and runs have left. */
import type { Database, Journal } from '#platform'
import { findCollection, findList, type Submission } from '../collections/collection-repository.ts'
import { packList, unpackList } from '../collections/listed-images.ts'
import type { Target } from '../crawl/crawl.ts'
import type { Recorded } from '../crawl/pass.ts'
import { listMissed } from '../findings/missed-repository.ts'
import { allPages, waitingPages } from '../findings/page-repository.ts'
import { createRecall, nothingToRecall, type Recall } from '../findings/recall.ts'
import { knownAddresses } from '../findings/resource-repository.ts'
import type { CollectTables } from '../tables.ts'
import type { Collection } from '../types.ts'
import type { Lease } from './lease.ts'
import { wasRetried } from './retry-run.ts'

export interface Prepared {
  collection: Collection
  target: Target
  recall: Recall
  recorded: Recorded
}

/** Of a run that began before the database had it, nothing is asked of the database. */
export function createPreparation({ database, journal }: { database: Database; journal: Journal }) {
  const db = database.tables<CollectTables>()

  async function fromDatabase({ runId, collectionId }: Lease): Promise<Prepared> {
    const collection = await findCollection(db, collectionId)
    if (!collection) throw new Error(`The collection ${collectionId} of run ${runId} is gone.`)
    const recall = await createRecall({ database, journal }, collectionId, runId)
    const list = collection.url === null ? await findList(db, collectionId) : null
    return { collection, target: await targetOf(collection, list), recall, recorded: await findRecorded(runId) }
  }

  async function fromSubmission({ collection, list, runId }: Submission): Promise<Prepared> {
    const recorded = { pages: [], addresses: [], missed: [], isRetry: false, load: loadOf(runId) }
    return { collection, target: await targetOf(collection, list), recall: nothingToRecall, recorded }
  }

  async function findRecorded(runId: string): Promise<Recorded> {
    const isRetry = await wasRetried(db, runId)
    const [pages, addresses, missed] = await Promise.all([
      allPages(db, runId),
      knownAddresses(db, runId),
      isRetry ? listMissed(db, runId) : [],
    ])
    return { pages, addresses, missed, isRetry, load: loadOf(runId) }
  }

  function loadOf(runId: string): Recorded['load'] {
    return async (afterPosition, limit) => {
      await journal.drain()
      return waitingPages(db, runId, afterPosition, limit)
    }
  }

  return (lease: Lease) => (lease.submission ? fromSubmission(lease.submission) : fromDatabase(lease))
}

async function targetOf({ url }: Collection, list: Buffer | null | undefined): Promise<Target> {
  if (url !== null) return { site: url }
  const packed = list ?? (await packList([]))
  return { list: () => unpackList(packed) }
}
