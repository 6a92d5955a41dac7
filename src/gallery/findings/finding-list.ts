/**
 * The addresses that a run found, as far as they have been read. A group is read verdict after verdict, since the API
 * filters by one. States: `reading` a page; `more` can be read; `end` of what there is; `failed`, to be retried.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Client } from '../api/client.ts'
import { problemOf } from '../api/problem.ts'
import type { Page, Problem } from '../api/types.ts'
import { verdictsOf } from './groups.ts'
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

const pageSize = '100'

export function createFindingList({ client, runId, view }: FindingListOptions): FindingList {
  const items = signal<readonly Finding[]>([])
  const state = signal<'reading' | 'more' | 'end' | 'failed'>('more')
  const problem = signal<Problem | null>(null)
  const verdicts = verdictsOf(view.kind, view.filter)
  let at = 0
  let cursor: string | null = null
  let closed = false

  async function more(): Promise<void> {
    if (state.value === 'reading' || state.value === 'end') return
    state.value = 'reading'
    try {
      let read: readonly Finding[] = []
      while (read.length === 0 && at < verdicts.length && !closed) read = await readNext()
      if (!closed) show(read)
    } catch (error) {
      if (!closed) fail(error)
    }
  }

  async function readNext(): Promise<readonly Finding[]> {
    const page = await ask()
    cursor = page.next
    if (cursor === null) at += 1
    return page.items
  }

  function ask(): Promise<Page<Finding>> {
    const query: Record<string, string> = { limit: pageSize }
    const verdict = verdicts[at]
    if (verdict !== undefined) query.verdict = verdict
    if (cursor !== null) query.cursor = cursor
    return view.kind === 'pages' ? client.listPages(runId, query) : client.listResources(runId, query)
  }

  function show(read: readonly Finding[]): void {
    batch(() => {
      items.value = [...items.value, ...read]
      problem.value = null
      state.value = at < verdicts.length ? 'more' : 'end'
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
