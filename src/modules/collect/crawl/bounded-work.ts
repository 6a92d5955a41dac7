/** Work of which so much is under way at once. */
import PQueue from 'p-queue'

export interface BoundedWork {
  /** Resolves when the task was started: there was room. Rejects when an earlier one failed. */
  start(task: () => Promise<void>): Promise<void>
  /** Resolves when all that was started is done; rejects when one failed. */
  done(): Promise<void>
}

export function createBoundedWork(limit: number): BoundedWork {
  const queue = new PQueue({ concurrency: limit })
  const failure = new AbortController()

  return {
    async start(task) {
      await queue.onSizeLessThan(1)
      failure.signal.throwIfAborted()
      queue.add(task).catch((error) => failure.abort(error))
    },
    async done() {
      await queue.onIdle()
      failure.signal.throwIfAborted()
    },
  }
}
