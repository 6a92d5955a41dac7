/** One collection and its latest run, followed live while it is active. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Client } from '../api/client.ts'
import { isNothing, isRunActive, problemOf } from '../api/problem.ts'
import { followRun } from '../api/run-events.ts'
import { isActive } from '../api/run-state.ts'
import type { Collection, Problem, Run } from '../api/types.ts'

export interface CollectionStore {
  collection: ReadonlySignal<Collection | null>
  run: ReadonlySignal<Run | null>
  /** Why the collection is not there. */
  problem: ReadonlySignal<Problem | null>
  /** Why the last action did not work. */
  actionProblem: ReadonlySignal<Problem | null>
  busy: ReadonlySignal<boolean>
  read(): Promise<void>
  collectAgain(): Promise<void>
  cancel(): Promise<void>
  /** The latest run goes on with what failed in it. */
  retry(): Promise<void>
  /** True when the collection is gone. */
  remove(): Promise<boolean>
  close(): void
}

export interface CollectionStoreOptions {
  client: Client
  id: string
  /** Called whenever a run may have added images, and once more when it has ended. */
  onImages(): void
}

export function createCollectionStore({ client, id, onImages }: CollectionStoreOptions): CollectionStore {
  const collection = signal<Collection | null>(null)
  const run = signal<Run | null>(null)
  const problem = signal<Problem | null>(null)
  const actionProblem = signal<Problem | null>(null)
  const busy = signal(false)
  let stopFollowing = () => {}
  let closed = false

  async function read(): Promise<void> {
    try {
      const answer = await client.getCollection(id)
      if (closed) return
      batch(() => {
        collection.value = answer
        run.value = answer.run
        problem.value = null
      })
      follow()
    } catch (error) {
      miss(problemOf(error))
    }
  }

  /** A collection that was known is not there any more where there is nothing; otherwise it may be read again. */
  function miss(why: Problem): void {
    batch(() => {
      problem.value = why
      if (!isNothing(why)) return
      collection.value = null
      run.value = null
    })
  }

  function follow(): void {
    stopFollowing()
    const latest = run.value
    if (closed || latest === null || !isActive(latest)) return
    stopFollowing = followRun({ client, runId: latest.id, onRun: see, onEnd: end })
  }

  function see(seen: Run): void {
    const before = run.value?.images.stored
    run.value = seen
    if (seen.images.stored !== before) onImages()
  }

  async function end(): Promise<void> {
    await read()
    onImages()
  }

  async function act(action: () => Promise<void>): Promise<boolean> {
    busy.value = true
    actionProblem.value = null
    try {
      await action()
      return true
    } catch (error) {
      actionProblem.value = problemOf(error)
      if (isRunActive(actionProblem.value) || isNothing(actionProblem.value)) await read()
      return false
    } finally {
      busy.value = false
    }
  }

  async function startAgain(): Promise<void> {
    run.value = await client.collectAgain(id)
    follow()
  }

  async function startRetry(): Promise<void> {
    if (run.value !== null) run.value = await client.retryRun(run.value.id)
    follow()
  }

  async function cancelActive(): Promise<void> {
    if (run.value !== null) run.value = await client.cancelRun(run.value.id)
  }

  function close(): void {
    closed = true
    stopFollowing()
  }

  return {
    collection,
    run,
    problem,
    actionProblem,
    busy,
    read,
    collectAgain: async () => void (await act(startAgain)),
    cancel: async () => void (await act(cancelActive)),
    retry: async () => void (await act(startRetry)),
    remove: () => act(() => client.removeCollection(id)),
    close,
  }
}
