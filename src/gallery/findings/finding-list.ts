/**
 * The addresses that a run found, as far as they have been read. A group is read verdict after verdict, since the API
 * filters by one. States: `reading` a page; `more` can be read; `end` of what there is; `failed`, to be retried.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Client } from '../api/client.ts'
import { problemOf } from '../api/problem.ts'
import type { Change, Page, Problem } from '../api/types.ts'
import { queriesOf } from './groups.ts'
import type { FindingsView } from './view.ts'

/** An address of a page or of an image, and what became of it; what is undefined belongs to the other kind. */
export interface Finding {
  url: string
  verdict: string
  reason: string | null
  status: number | null
  title?: string | null
  images?: number
  bytes?: number | null
  image?: string | null
  page?: string
  change?: Change | null
}

export interface FindingList {
  items: ReadonlySignal<readonly Finding[]>
  state: ReadonlySignal<'reading' | 'more' | 'end' | 'failed'>
  problem: ReadonlySignal<Problem | null>
  /** Reads the next page; does nothing while reading or at the end. */
  more(): Promise<void>
  close(): void
}

export interface FindingListOptions {
  client: Pick<Client, 'listPages' | 'listResources'>
  runId: string
  view: FindingsView
}

const pageSize = 100
/** Several verdicts with few addresses each are read at one go. */
const leastAdded = 50

export function createFindingList({ client, runId, view }: FindingListOptions): FindingList {
  const items = signal<readonly Finding[]>([])
  const state = signal<'reading' | 'more' | 'end' | 'failed'>('more')
  const problem = signal<Problem | null>(null)
  const queries = queriesOf(view.kind, view.filter)
  let at = 0
  let cursor: string | null = null
  let closed = false

  async function more(): Promise<void> {
    if (state.value === 'reading' || state.value === 'end') return
    state.value = 'reading'
    try {
      const enough = items.value.length + leastAdded
      while (items.value.length < enough && at < queries.length && !closed) await readNext()
      if (!closed) settle()
    } catch (error) {
      if (!closed) fail(error)
    }
  }

  async function readNext(): Promise<void> {
    const page = await ask()
    if (closed) return
    cursor = page.next
    if (cursor === null) at += 1
    items.value = [...items.value, ...page.items]
  }

  function ask(): Promise<Page<Finding>> {
    const query: Record<string, string> = { limit: String(pageSize), ...queries[at] }
    if (cursor !== null) query.cursor = cursor
    return view.kind === 'pages' ? client.listPages(runId, query) : client.listResources(runId, query)
  }

  function settle(): void {
    batch(() => {
      problem.value = null
      state.value = at < queries.length ? 'more' : 'end'
    })
  }

  function fail(error: unknown): void {
    batch(() => {
      problem.value = problemOf(error)
      state.value = 'failed'
    })
  }

  function close(): void {
    closed = true
  }

  return { items, state, problem, more, close }
}
