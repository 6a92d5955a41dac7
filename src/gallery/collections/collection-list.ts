/** All collections, newest first, as far as they have been read; kept up to date while a run is active. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Client } from '../api/client.ts'
import { problemOf } from '../api/problem.ts'
import { isActive } from '../api/run-events.ts'
import type { Collection, Problem } from '../api/types.ts'

export interface CollectionList {
  items: ReadonlySignal<readonly Collection[]>
  state: ReadonlySignal<'reading' | 'more' | 'end' | 'failed'>
  problem: ReadonlySignal<Problem | null>
  /** Reads the next page, the first one to begin with. */
  more(): Promise<void>
  close(): void
}

const refreshMs = 2000

export function createCollectionList({ client }: { client: Client }): CollectionList {
  const items = signal<readonly Collection[]>([])
  const state = signal<'reading' | 'more' | 'end' | 'failed'>('more')
  const problem = signal<Problem | null>(null)
  let next: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  async function more(): Promise<void> {
    if (state.value === 'reading' || state.value === 'end') return
    state.value = 'reading'
    try {
      const page = await client.listCollections(next)
      next = page.next
      batch(() => {
        items.value = merge(items.value, page.items)
        problem.value = null
        state.value = next === null ? 'end' : 'more'
      })
    } catch (error) {
      batch(() => {
        problem.value = problemOf(error)
        state.value = 'failed'
      })
    }
    planRefresh()
  }

  function planRefresh(): void {
    clearTimeout(timer)
    if (!closed && items.value.some((collection) => isActive(collection.run))) timer = setTimeout(refresh, refreshMs)
  }

  async function refresh(): Promise<void> {
    try {
      const active = items.value.filter((collection) => isActive(collection.run)).slice(0, 10)
      items.value = merge(items.value, await Promise.all(active.map(({ id }) => client.getCollection(id))))
    } catch {
      // The next refresh asks again; what is shown stays true enough until then.
    }
    planRefresh()
  }

  function close(): void {
    closed = true
    clearTimeout(timer)
  }

  return { items, state, problem, more, close }
}

/** Known collections are renewed in place, unknown ones join at the end. */
function merge(known: readonly Collection[], read: readonly Collection[]): readonly Collection[] {
  const renewed = new Map(read.map((collection) => [collection.id, collection]))
  const kept = known.map((collection) => renewed.get(collection.id) ?? collection)
  const ids = new Set(known.map(({ id }) => id))
  return [...kept, ...read.filter(({ id }) => !ids.has(id))]
}
