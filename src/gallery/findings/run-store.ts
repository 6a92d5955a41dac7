/** A run and the collection that it belongs to, followed live while the run is active. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Client } from '../api/client.ts'
import { isNothing, isRunActive, problemOf } from '../api/problem.ts'
import { followRun } from '../api/run-events.ts'
import { isActive } from '../api/run-state.ts'
import type { Collection, Problem, Run } from '../api/types.ts'

export interface RunStore {
  run: ReadonlySignal<Run | null>
  collection: ReadonlySignal<Collection | null>
  /** Why the run is not there. */
  problem: ReadonlySignal<Problem | null>
  /** Why the last try did not work. */
  actionProblem: ReadonlySignal<Problem | null>
  busy: ReadonlySignal<boolean>
  read(): Promise<void>
  /** It goes on with what failed in it. */
  retry(): Promise<void>
  close(): void
}

export function createRunStore({ client, id }: { client: Client; id: string }): RunStore {
  const run = signal<Run | null>(null)
  const collection = signal<Collection | null>(null)
  const problem = signal<Problem | null>(null)
  const actionProblem = signal<Problem | null>(null)
  const busy = signal(false)
  let stopFollowing = () => {}
  let closed = false

  async function read(): Promise<void> {
    try {
      const found = await client.getRun(id)
      const owner = await client.getCollection(found.collectionId)
      if (closed) return
      batch(() => {
        run.value = found
        collection.value = owner
        problem.value = null
      })
      follow(found)
    } catch (error) {
      miss(problemOf(error))
    }
  }

  /** A run that was known is not there any more where there is nothing; otherwise it may be read again. */
  function miss(why: Problem): void {
    batch(() => {
      problem.value = why
      if (!isNothing(why)) return
      run.value = null
      collection.value = null
    })
  }

  function follow(found: Run): void {
    stopFollowing()
    if (!isActive(found)) return
    const see = (seen: Run) => {
      run.value = seen
    }
    stopFollowing = followRun({ client, runId: id, onRun: see, onEnd: () => void read() })
  }

  async function retry(): Promise<void> {
    busy.value = true
    actionProblem.value = null
    try {
      run.value = await client.retryRun(id)
      follow(run.value)
    } catch (error) {
      actionProblem.value = problemOf(error)
      if (isRunActive(actionProblem.value) || isNothing(actionProblem.value)) await read()
    } finally {
      busy.value = false
    }
  }

  function close(): void {
    closed = true
    stopFollowing()
  }

  return { run, collection, problem, actionProblem, busy, read, retry, close }
}
