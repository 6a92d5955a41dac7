/** The collector: takes submissions, and works on the runs that they make. */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Database, Journal, Log } from '#platform'
import type { Processor } from '#process'
import { findCollection } from './collections/collection-repository.ts'
import { crawl } from './crawl/crawl.ts'
import type { Notes } from './crawl/tools.ts'
import type { Fetching } from './fetch/index.ts'
import { allPages } from './findings/page-repository.ts'
import { knownAddresses } from './findings/resource-repository.ts'
import { pageSeen, resourceSeen, runFinished, runReleased } from './records.ts'
import { createLeases, type Lease } from './runs/lease.ts'
import { createScheduler, type Scheduler } from './runs/scheduler.ts'
import type { CollectTables } from './tables.ts'

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
  const notes: Notes = {
    pages: (...pages) => journal.append(...pages.map(pageSeen.record)),
    resources: (...resources) => journal.append(...resources.map(resourceSeen.record)),
  }

  async function work({ runId, collectionId }: Lease, signal: AbortSignal) {
    const collection = await findCollection(db, collectionId)
    if (!collection) throw new Error(`The collection ${collectionId} of run ${runId} is gone.`)
    const recorded = { pages: await allPages(db, runId), addresses: await knownAddresses(db, runId) }
    const { fetch, robots } = fetching
    const tools = { runId, collection, fetch, robots, processor, notes, maxPageBytes, maxImageBytes, signal, log }
    return crawl(tools, recorded)
  }

  const scheduler = createScheduler({
    leases,
    work,
    finish: (id, end) => journal.append(runFinished.record({ id, ...end, finishedAt: Date.now() })),
    release: ({ runId, token }) => journal.append(runReleased.record({ id: runId, token })),
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
    },
  }
}
