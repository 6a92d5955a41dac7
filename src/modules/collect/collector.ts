/** The collector: takes submissions, and works on the runs that they make. */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Database, Journal, Log } from '#platform'
import type { Processor } from '#process'
import type { Submission } from './collections/collection-repository.ts'
import { crawl } from './crawl/crawl.ts'
import type { Fetching } from './fetch/index.ts'
import { createVerdictCounts, type VerdictCounts } from './findings/verdict-counts.ts'
import { createNotes } from './notes.ts'
import { createReader } from './read/index.ts'
import { runFinished, runReleased } from './records.ts'
import { createClaims } from './runs/claims.ts'
import { createEarlyRuns } from './runs/early/early-runs.ts'
import { createEarlyProgress } from './runs/early/progress.ts'
import { createLeases, type Lease } from './runs/lease.ts'
import { createPreparation } from './runs/preparation.ts'
import { createScheduler, type Scheduler } from './runs/scheduler.ts'
import type { Run } from './schemas.ts'

export interface CollectorOptions {
  database: Database
  journal: Journal
  processor: Processor
  fetching: Fetching
  maxActiveRuns: number
  leaseMs: number
  maxPageBytes: number
  maxImageBytes: number
  /** Until then no run of the database is claimed. */
  isSchemaCurrent: () => boolean
  log: Log
}

export interface Collector extends Scheduler {
  /** A submission waits on this machine's disk: it may begin before the database has it. */
  offer(submission: Submission): void
  /** Ends the run of a submission that waits on this machine's disk, begun or not. */
  cancelEarly(submission: Submission): Promise<void>
  /** How a run goes that the database does not have yet; undefined of one that has not begun here. */
  progressOf(runId: string): Run | undefined
  /** How often it found each verdict on an image's address. */
  verdicts: VerdictCounts['all']
}

export function createCollector(options: CollectorOptions): Collector {
  const { database, journal, processor, fetching, maxPageBytes, maxImageBytes, isSchemaCurrent, log } = options
  const holder = { owner: `${hostname()}/${randomUUID()}`, leaseMs: options.leaseMs }
  const earlyRuns = createEarlyRuns({ journal, ...holder })
  const progress = createEarlyProgress()
  const prepare = createPreparation({ database, journal })
  const reader = createReader()
  const verdicts = createVerdictCounts()
  const notes = createNotes({ journal, onPages: progress.pages, onResources: [progress.resources, verdicts.add] })

  async function work(lease: Lease, signal: AbortSignal) {
    const { fetch, robots, bodies } = fetching
    fetching.believeAgain()
    if (lease.submission) progress.begin(lease.submission)
    const { collection, target, recall, recorded } = await prepare(lease)
    const limits = { maxPageBytes, maxImageBytes }
    const { runId } = lease
    const tools = { runId, collection, fetch, robots, bodies, reader, recall, processor, notes, ...limits, signal, log }
    return crawl(tools, target, recorded)
  }

  const claims = createClaims({
    leases: createLeases({ database, ...holder }),
    earlyRuns,
    journal,
    isSchemaCurrent,
    onKnown: progress.forget,
  })
  const scheduler = createScheduler({
    leases: claims,
    work,
    async finish({ runId, token }, end) {
      progress.end(runId, end)
      await journal.append(runFinished.record({ id: runId, token, ...end, finishedAt: Date.now() }))
    },
    release: ({ runId, token }) => journal.append(runReleased.record({ id: runId, token })),
    isAway: database.dialect.isAway,
    maxActive: options.maxActiveRuns,
    renewMs: Math.max(250, Math.min(500, options.leaseMs / 3)),
    log,
  })

  async function cancelEarly(submission: Submission): Promise<void> {
    const { runId } = submission
    earlyRuns.withdraw(runId)
    if (progress.hasEnded(runId) || (await scheduler.cancel(runId))) return
    const end = { state: 'cancelled', error: 'Cancelled before it started.' } as const
    progress.begin(submission)
    progress.end(runId, end)
    await journal.write(runFinished.record({ id: runId, token: null, ...end, finishedAt: Date.now() }))
  }

  return {
    ...scheduler,
    offer: earlyRuns.offer,
    cancelEarly,
    progressOf: progress.find,
    verdicts: verdicts.all,
    async close() {
      await scheduler.close()
      fetching.close()
      await reader.close()
    },
  }
}
