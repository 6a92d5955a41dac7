/**
 * The images of a view, as far as they have been read.
 * States: `reading` a page; `more` can be read; `end` of what there is; `failed`, to be retried.
 * A list that has reached its end can be followed while a run adds to it: in the order of finding, new images join at
 * the end; in any other order they would push aside what is being looked at, so `fresh` says that there are some.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Client } from '../api/client.ts'
import { problemOf } from '../api/problem.ts'
import type { Image, Page, Problem } from '../api/types.ts'
import { isFiltered, type View, viewParameters } from './view.ts'

export interface ImageList {
  /** What the API is asked for, but for the page of it. */
  parameters: Readonly<Record<string, string>>
  images: ReadonlySignal<readonly Image[]>
  state: ReadonlySignal<'reading' | 'more' | 'end' | 'failed'>
  problem: ReadonlySignal<Problem | null>
  fresh: ReadonlySignal<boolean>
  /** Reads the next page; does nothing while reading or at the end. */
  more(): Promise<void>
  /** Takes notice that there are new images. */
  follow(): Promise<void>
  /** At the end of the list: looks for what is missing of this many images, and says so where it came in between. */
  expect(total: number): Promise<void>
  /** Starts over from the first page. */
  restart(): Promise<void>
  close(): void
}

export interface ImageListOptions {
  client: Client
  collectionId: string | null
  view: View
}

const pageSize = '100'

export function createImageList({ client, collectionId, view }: ImageListOptions): ImageList {
  const images = signal<readonly Image[]>([])
  const state = signal<'reading' | 'more' | 'end' | 'failed'>('more')
  const problem = signal<Problem | null>(null)
  const fresh = signal(false)
  const known = new Set<string>()
  let cursor: string | null = null
  let next: string | null = null
  let generation = 0
  let followAgain = false

  const filter = { ...viewParameters(view), sort: view.sort }
  const parameters = collectionId === null ? filter : { ...filter, collection: collectionId }

  async function read(at: string | null): Promise<void> {
    const mine = generation
    state.value = 'reading'
    try {
      const page = await client.listImages({ ...parameters, limit: pageSize, ...(at !== null && { cursor: at }) })
      if (mine === generation) add(page, at)
    } catch (error) {
      if (mine === generation) fail(error)
    }
  }

  function add(page: Page<Image>, at: string | null): void {
    const unknown = page.items.filter((image) => !known.has(image.id))
    for (const image of unknown) known.add(image.id)
    cursor = at
    next = page.next
    batch(() => {
      if (unknown.length > 0) images.value = [...images.value, ...unknown]
      problem.value = null
      state.value = page.next === null ? 'end' : 'more'
    })
  }

  function fail(error: unknown): void {
    batch(() => {
      problem.value = problemOf(error)
      state.value = 'failed'
    })
  }

  async function more(): Promise<void> {
    if (state.value !== 'more' && state.value !== 'failed') return
    await read(next ?? cursor)
    if (followAgain) await follow()
  }

  async function follow(): Promise<void> {
    if (state.value === 'reading') followAgain = true
    if (view.sort !== 'oldest' && images.value.length > 0) fresh.value = true
    else if (state.value === 'end') await tail()
  }

  // The last page is read again: what was not there before is at its end, or on the pages after it.
  async function tail(): Promise<void> {
    do {
      followAgain = false
      await read(next ?? cursor)
    } while (followAgain && state.value === 'end')
  }

  async function expect(total: number): Promise<void> {
    const isShort = () => state.value === 'end' && images.value.length < total
    if (fresh.value || isFiltered(view) || !isShort()) return
    await follow()
    if (isShort()) fresh.value = true
  }

  async function restart(): Promise<void> {
    generation += 1
    known.clear()
    cursor = null
    next = null
    batch(() => {
      images.value = []
      fresh.value = false
      state.value = 'more'
    })
    await more()
  }

  function close(): void {
    generation += 1
  }

  return { parameters, images, state, problem, fresh, more, follow, expect, restart, close }
}
