/** All collections, newest first, as far as they have been read; kept up to date while a run is active. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Client } from '../api/client.ts'
import { isNothing, problemOf } from '../api/problem.ts'
import { isActive } from '../api/run-state.ts'
import type { Collection, Problem } from '../api/types.ts'
import { nextToRenew } from './next-to-renew.ts'

export interface CollectionList {
  items: ReadonlySignal<readonly Collection[]>
  state: ReadonlySignal<'reading' | 'more' | 'end' | 'failed'>
  problem: ReadonlySignal<Problem | null>
  /** Reads the next page, the first one to begin with. */
  more(): Promise<void>
  close(): void
}

const refreshMs = 2000
const mostAtOnce = 10

interface Deps {
  client: Pick<Client, 'listCollections' | 'getCollection'>
}

export function createCollectionList({ client }: Deps): CollectionList {
  const items = signal<readonly Collection[]>([])
  const state = signal<'reading' | 'more' | 'end' | 'failed'>('more')
  const problem = signal<Problem | null>(null)
  let next: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false
  let round = 0
  /** The round in which a collection was asked for last. */
  const rounds = new Map<string, number>()

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
    round += 1
    const due = nextToRenew(items.value, rounds).slice(0, mostAtOnce)
    for (const id of due) rounds.set(id, round)
    await Promise.all(due.map(renew))
    planRefresh()
  }

  async function renew(id: string): Promise<void> {
    try {
      const renewed = await client.getCollection(id)
      items.value = merge(items.value, [renewed])
    } catch (error) {
      // What is shown stays true enough until it is asked for again; what was deleted elsewhere goes.
      if (isNothing(problemOf(error))) items.value = items.value.filter((collection) => collection.id !== id)
    }
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
