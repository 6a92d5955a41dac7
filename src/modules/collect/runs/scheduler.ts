/**
 * Works on the runs that this replica claims, so many at once.
 * A run's state: queued -> running -> succeeded | partial | failed | cancelled; a lease that expires makes it claimable again.
 */
import { type Log, moments } from '#platform'
import type { CrawlEnd } from '../crawl/pass.ts'
import type { Lease, Leases, Renewal } from './lease.ts'

export interface Scheduler {
  /** Looks for runs now, and from then on. */
  start(): void
  /** Looks for runs at once: one was just queued. */
  kick(): void
  /** Ends a run of this replica now, and resolves when nothing works on it any more; false where it is not at work on it. */
  cancel(runId: string): Promise<boolean>
  /** How many runs it works on. */
  activeRuns(): number
  /** Claims no more, interrupts what is under way, and leaves it to others. */
  close(): Promise<void>
}

export interface SchedulerOptions {
  leases: Leases
  /** Passes once over the run's site; resolves early when the signal aborts. */
  work(lease: Lease, signal: AbortSignal): Promise<CrawlEnd>
  /** Stores how a run ended. */
  finish(lease: Lease, end: CrawlEnd): Promise<void>
  /** Lets another go on with a run, when all that was learned of it is stored. */
  release(lease: Lease): Promise<void>
  /** True of an error which says that the database is away. */
  isAway(error: unknown): boolean
  maxActive: number
  /** How often to renew, and to look for runs that others queued or left. */
  renewMs: number
  pollMs?: number
  log: Log
}

/** Why a run is interrupted. */
type Interruption = 'cancel' | 'lost' | 'closing'

interface ActiveRun {
  lease: Lease
  controller: AbortController
  done: Promise<void>
}

/** A run that ended its process so many times is given up. */
const maxAttempts = 3

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { leases, work, finish, release, isAway, maxActive, renewMs, pollMs = 1000, log } = options
  const active = new Map<string, ActiveRun>()
  const timers: NodeJS.Timeout[] = []
  let claiming: Promise<void> = Promise.resolve()
  let isOpen = false
  let isAsked = false
  let isRenewing = false

  /** One look at a time, and one more for all who ask meanwhile. */
  function claimRuns(): Promise<void> {
    if (isAsked) return claiming
    isAsked = true
    claiming = claiming.then(claimUntilFull).catch((error) => log.debug({ err: error }, 'no run could be claimed'))
    return claiming
  }

  async function claimUntilFull(): Promise<void> {
    isAsked = false
    while (isOpen && active.size < maxActive) {
      const lease = await leases.claim([...active.values()].map((run) => run.lease))
      if (!lease) return
      moments.claimed.publish(lease)
      begin(lease)
    }
  }

  function begin(lease: Lease): void {
    const controller = new AbortController()
    const done = carryOut(lease, controller.signal)
      .catch((error) => log.error({ err: error, run: lease.runId }, 'a run could not be ended'))
      .finally(() => {
        active.delete(lease.runId)
        void claimRuns()
      })
    active.set(lease.runId, { lease, controller, done })
  }

  async function carryOut(lease: Lease, signal: AbortSignal): Promise<void> {
    log.info({ run: lease.runId, attempt: lease.attempts }, 'run started')
    const end = await workSafely(lease, signal)
    const interruption: Interruption | undefined = signal.aborted ? signal.reason : undefined
    if (interruption === 'lost') return
    if (interruption === 'closing' || end === undefined) return release(lease)
    const last: CrawlEnd = interruption === 'cancel' ? { state: 'cancelled', error: null } : end
    await finish(lease, last)
    log.info({ run: lease.runId, state: last.state, error: last.error }, 'run ended')
  }

  /** Undefined: the database went away before the work began. */
  async function workSafely(lease: Lease, signal: AbortSignal): Promise<CrawlEnd | undefined> {
    if (lease.attempts > maxAttempts) {
      return {
        state: 'failed',
        error: `The run was given up: its process ended ${maxAttempts} times while it worked on it.`,
      }
    }
    try {
      return await work(lease, signal)
    } catch (error) {
      if (isAway(error)) return undefined
      log.error({ err: error, run: lease.runId }, 'a run failed')
      return { state: 'failed', error: 'Something went wrong on our side; the log says more.' }
    }
  }

  async function renewAll(): Promise<void> {
    if (isRenewing || active.size === 0) return
    isRenewing = true
    const runs = [...active.values()]
    try {
      const answers = await leases.renew(runs.map((run) => run.lease))
      for (const { lease, controller } of runs) interrupt(controller, answers.get(lease) ?? 'kept')
    } catch (error) {
      log.debug({ err: error }, 'leases could not be renewed')
    }
    isRenewing = false
  }

  function interrupt(controller: AbortController, renewal: Renewal): void {
    if (renewal !== 'kept') controller.abort(renewal satisfies Interruption)
  }

  return {
    start() {
      isOpen = true
      timers.push(setInterval(claimRuns, pollMs), setInterval(renewAll, renewMs))
      void claimRuns()
    },
    kick() {
      void claimRuns()
    },
    async cancel(runId) {
      const run = active.get(runId)
      run?.controller.abort('cancel' satisfies Interruption)
      await run?.done
      return run !== undefined
    },
    activeRuns: () => active.size,
    async close() {
      isOpen = false
      for (const timer of timers) clearInterval(timer)
      await claiming
      for (const run of active.values()) run.controller.abort('closing' satisfies Interruption)
      await Promise.all([...active.values()].map((run) => run.done))
    },
  }
}
