/**
 * Moves what was committed from the write-ahead log into the database file (sqlite.org/wal.html, section 3.2) in a thread of its
 * own: it is mostly waiting for the disk, and the event loop has no part in it.
 */
import { Worker } from 'node:worker_threads'

export interface Checkpoints {
  /** To be called after every transaction; never throws, as what was committed is. */
  committed(): void
  end(): Promise<void>
}

/** Rows that are written again and again within it are moved once. */
const usualIntervalMs = 1000

/** A log that grows to so many pages, because the thread cannot keep up, is moved by the next who commits. */
export const mostPages = 16_000

export function createCheckpoints(path: string, intervalMs = usualIntervalMs): Checkpoints {
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

  return {
    committed() {
      if (isUnderWay || performance.now() - last < intervalMs) return
      last = performance.now()
      try {
        worker ??= start()
        worker.postMessage('checkpoint')
        isUnderWay = true
      } catch {
        // No thread is to be had now: the log stays.
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
