/**
 * Moves what was committed from the write-ahead log into the database file (sqlite.org/wal.html, section 3.2) in a thread of its
 * own: it is mostly waiting for the disk, and the event loop has no part in it.
 */
import { Worker } from 'node:worker_threads'
import type { Database as SqliteFile } from 'better-sqlite3'

export interface Checkpoints {
  /** To be called after every transaction; never throws, as what was committed is. */
  committed(): void
  end(): Promise<void>
}

/** A log that grows to so many pages, because the thread cannot keep up, is moved by the next who commits. */
export const mostPages = 16_000

/** However many pages wait: where somebody reads for long, none can be moved. */
const restMs = 100

const usual = {
  /** Rows that are written again and again within it are moved once. */
  intervalMs: 1000,
  /** So many pages, of 4 KiB mostly, wait for no interval: moving all that a commit may find takes a third of a second. */
  atPages: mostPages / 4,
  /** See `pagesWaiting`. */
  waiting: () => 0,
}

/** Those of the log that are not in the file yet; none where there is no log. */
export function pagesWaiting(file: SqliteFile): number {
  const [{ log, checkpointed }] = file.pragma('wal_checkpoint(NOOP)') as [{ log: number; checkpointed: number }]
  return log - checkpointed
}

export function createCheckpoints(path: string, options: Partial<typeof usual> = {}): Checkpoints {
  const { intervalMs, atPages, waiting } = { ...usual, ...options }
  if (path === ':memory:') return { committed() {}, async end() {} }
  let worker: Worker | undefined
  let isUnderWay = false
  let last = performance.now()

  function start(): Worker {
    const script = new URL('./sqlite-checkpointer.ts', import.meta.url)
    // Without what the process was started with: it needs no loader, and is of no interest to a profiler.
    const started = new Worker(script, { workerData: path, execArgv: [] })
    started.unref()
    started.on('message', () => {
      isUnderWay = false
      last = performance.now()
    })
    // One that fails is no loss: the log stays, and the next commit tries again.
    started.on('error', () => {})
    started.on('exit', () => {
      isUnderWay = false
      worker = undefined
    })
    return started
  }

  function isDue(): boolean {
    const passed = performance.now() - last
    return passed >= intervalMs || (passed >= restMs && waiting() >= atPages)
  }

  return {
    committed() {
      if (isUnderWay) return
      try {
        if (!isDue()) return
        last = performance.now()
        worker ??= start()
        worker.postMessage('checkpoint')
        isUnderWay = true
      } catch {
        // No thread is to be had now, or the file does not answer: the log stays.
      }
    },
    async end() {
      if (!worker) return
      const { promise, resolve } = Promise.withResolvers<unknown>()
      worker.once('exit', resolve)
      worker.ref()
      worker.postMessage('end')
      await promise
    },
  }
}
