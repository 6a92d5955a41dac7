/** The collector: takes submissions, and works on the runs that they make. */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Database, Journal, Log } from '#platform'
import type { Processor } from '#process'
import { findCollection, findList } from './collections/collection-repository.ts'
import { packList, unpackList } from './collections/listed-images.ts'
import { crawl, type Target } from './crawl/crawl.ts'
import type { Recorded } from './crawl/pass.ts'
import type { Notes } from './crawl/tools.ts'
import type { Fetching } from './fetch/index.ts'
import { listMissed } from './findings/missed-repository.ts'
import { allPages, waitingPages } from './findings/page-repository.ts'
import { createRecall } from './findings/recall.ts'
import { knownAddresses } from './findings/resource-repository.ts'
import { createReader } from './read/index.ts'
import { documentRead, pageSeen, pictureMissed, resourceSeen, runFinished, runReleased } from './records.ts'
import { createLeases, type Lease } from './runs/lease.ts'
import { wasRetried } from './runs/retry-run.ts'
import { createScheduler, type Scheduler } from './runs/scheduler.ts'
import type { CollectTables } from './tables.ts'
import type { Collection } from './types.ts'

export interface CollectorOptions {
  database: Database
  journal: Journal
  processor: Processor
  fetching: Fetching
  maxActiveRuns: number
  leaseMs: number
  maxPageBytes: number
  maxImageBytes: number
  log: Log
}

export type Collector = Scheduler

export function createCollector(options: CollectorOptions): Collector {
  const { database, journal, processor, fetching, maxPageBytes, maxImageBytes, log } = options
  const db = database.tables<CollectTables>()
  const leases = createLeases({ database, owner: `${hostname()}/${randomUUID()}`, leaseMs: options.leaseMs })
  const reader = createReader()
  const notes: Notes = {
    pages: (...pages) => journal.append(...pages.map(pageSeen.record)),
    resources: (...resources) => journal.append(...resources.map(resourceSeen.record)),
    documents: (...documents) => journal.append(...documents.map(documentRead.record)),
    missed: (...pictures) => journal.append(...pictures.map(pictureMissed.record)),
  }

  async function work({ runId, collectionId }: Lease, signal: AbortSignal) {
    const collection = await findCollection(db, collectionId)
    if (!collection) throw new Error(`The collection ${collectionId} of run ${runId} is gone.`)
    const { fetch, robots, bodies } = fetching
    fetching.believeAgain()
    const recall = await createRecall(database, collectionId, runId)
    const limits = { maxPageBytes, maxImageBytes }
    const tools = { runId, collection, fetch, robots, bodies, reader, recall, processor, notes, ...limits, signal, log }
    return crawl(tools, await targetOf(collection), await recordedOf(runId))
  }

  async function targetOf({ id, url }: Collection): Promise<Target> {
    if (url !== null) return { site: url }
    const packed = (await findList(db, id)) ?? (await packList([]))
    return { list: () => unpackList(packed) }
  }

  async function recordedOf(runId: string): Promise<Recorded> {
    const isRetry = await wasRetried(db, runId)
    const [pages, addresses, missed] = await Promise.all([
      allPages(db, runId),
      knownAddresses(db, runId),
      isRetry ? listMissed(db, runId) : [],
    ])
    async function load(afterPosition: number, limit: number) {
      await journal.drain()
      return waitingPages(db, runId, afterPosition, limit)
    }
    return { pages, addresses, missed, isRetry, load }
  }

  const scheduler = createScheduler({
    leases,
    work,
    finish: ({ runId, token }, end) =>
      journal.append(runFinished.record({ id: runId, token, ...end, finishedAt: Date.now() })),
    release: ({ runId, token }) => journal.append(runReleased.record({ id: runId, token })),
    mayClaim: () => journal.state().spooledBytes === 0,
    isAway: database.dialect.isAway,
    maxActive: options.maxActiveRuns,
    renewMs: Math.max(250, Math.min(1000, options.leaseMs / 3)),
    log,
  })

  return {
    ...scheduler,
    async close() {
      await scheduler.close()
      fetching.close()
      await reader.close()
    },
  }
}
