/** What happens to a run, told as it happens. One poller for all who listen; the database is asked, so any replica can tell. */
import { setInterval } from 'node:timers/promises'
import type { Run } from '../schemas.ts'

export interface RunEvents {
  /** The run now and after every change, until it has ended, is gone, or the signal aborts. */
  follow(runId: string, signal: AbortSignal): AsyncGenerator<Run>
}

export interface RunEventsOptions {
  findRuns(ids: string[]): Promise<Run[]>
  pollMs?: number
}

interface Listener {
  runId: string
  /** Undefined: the run is gone. */
  tell(run: Run | undefined): void
}

export function createRunEvents({ findRuns, pollMs = 400 }: RunEventsOptions): RunEvents {
  const listeners = new Set<Listener>()
  let isPolling = false

  async function poll(): Promise<void> {
    if (isPolling) return
    isPolling = true
    for await (const _ of setInterval(pollMs)) {
      if (listeners.size === 0) break
      await tellAll().catch(() => {}) // the database is away: the next turn tells
    }
    isPolling = false
    if (listeners.size > 0) void poll()
  }

  async function tellAll(): Promise<void> {
    const asked = [...listeners]
    const runs = await findRuns([...new Set(asked.map((listener) => listener.runId))])
    const byId = new Map(runs.map((run) => [run.id, run]))
    for (const listener of asked) listener.tell(byId.get(listener.runId))
  }

  async function* follow(runId: string, signal: AbortSignal): AsyncGenerator<Run> {
    const [now] = await findRuns([runId])
    if (!now) return
    yield now
    if (now.finishedAt === null) yield* changes(now, signal)
  }

  async function* changes(known: Run, signal: AbortSignal): AsyncGenerator<Run> {
    const inbox = createInbox(signal)
    const listener: Listener = { runId: known.id, tell: inbox.put }
    listeners.add(listener)
    void poll()
    try {
      let last = known
      while (last.finishedAt === null) {
        const run = await inbox.take()
        if (signal.aborted) return
        const news = run ?? asDeleted(last)
        if (JSON.stringify(news) !== JSON.stringify(last)) yield news
        last = news
      }
    } finally {
      listeners.delete(listener)
    }
  }

  return { follow }
}

/** The last that is to be said of a run whose collection was deleted. */
function asDeleted(run: Run): Run {
  const { pages, images } = run
  return {
    ...run,
    state: 'cancelled',
    finishedAt: new Date().toISOString(),
    error: 'The collection was deleted.',
    pages: { ...pages, skipped: pages.skipped + pages.waiting, waiting: 0 },
    images: { ...images, skipped: images.skipped + images.waiting, waiting: 0 },
  }
}

/** Holds one piece of news. What comes while it is full is dropped: the next turn of the poller tells it again, or newer. */
function createInbox(signal: AbortSignal) {
  let news = Promise.withResolvers<Run | undefined>()
  signal.addEventListener('abort', () => news.resolve(undefined))
  return {
    put(run: Run | undefined): void {
      news.resolve(run)
    },
    async take(): Promise<Run | undefined> {
      const run = await news.promise
      if (!signal.aborted) news = Promise.withResolvers()
      return signal.aborted ? undefined : run
    },
  }
}
