/** A run and the collection that it belongs to, followed live while the run is active. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Client } from '../api/client.ts'
import { problemOf } from '../api/problem.ts'
import { followRun, isActive } from '../api/run-events.ts'
import type { Collection, Problem, Run } from '../api/types.ts'

export interface RunStore {
  run: ReadonlySignal<Run | null>
  collection: ReadonlySignal<Collection | null>
  problem: ReadonlySignal<Problem | null>
  read(): Promise<void>
  close(): void
}

export function createRunStore({ client, id }: { client: Client; id: string }): RunStore {
  const run = signal<Run | null>(null)
  const collection = signal<Collection | null>(null)
  const problem = signal<Problem | null>(null)
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
      problem.value = problemOf(error)
    }
  }

  function follow(found: Run): void {
    stopFollowing()
    if (!isActive(found)) return
    const see = (seen: Run) => {
      run.value = seen
    }
    stopFollowing = followRun({ client, runId: id, onRun: see, onEnd: () => void read() })
  }

  function close(): void {
    closed = true
    stopFollowing()
  }

  return { run, collection, problem, read, close }
}
