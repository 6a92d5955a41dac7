/** What collect speaks of: a website with its settings, one pass over it, and what became of every address. */
import type { FetchVerdict } from './fetch/index.ts'

export const scopes = ['page', 'path', 'host', 'domain'] as const
export type Scope = (typeof scopes)[number]

/** A website, or a list of images, and how it is to be collected. */
export interface Settings {
  /** Absolute http(s) URL of the start page; null for a list of images. */
  url: string | null
  name: string
  scope: Scope
  maxPages: number
  /** Links away from the start page; null: no limit. */
  maxDepth: number | null
  /** Path patterns in the syntax of robots.txt. */
  include: string[]
  exclude: string[]
  robots: boolean
  minWidth: number
  minHeight: number
  /** Where an address is known to be of a resized form, the larger one is tried too. */
  fullSize: boolean
}

/** An image that somebody listed: taken as it is, without a crawl. */
export interface ListedImage {
  /** Absolute http(s) URL. */
  url: string
  alt: string | null
  /** Absolute http(s) URL of the page that shows it; null where the list does not say. */
  page: string | null
}

export interface Collection extends Settings {
  id: string
  /** Milliseconds since the epoch. */
  createdAt: number
}

export const runStates = ['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled'] as const
export type RunState = (typeof runStates)[number]
export type FinalState = Exclude<RunState, 'queued' | 'running'>

/** What became of an image's address since the run before. */
export const changes = ['new', 'changed', 'unchanged', 'gone'] as const
export type Change = (typeof changes)[number]

/** Which count of a run each verdict of an image's address belongs to. */
export const resourceCounts = {
  stored: 'stored',
  duplicate: 'duplicate',
  alternate: 'alternate',
  waiting: 'waiting',
  'too-small': 'skipped',
  'too-large': 'skipped',
  'not-an-image': 'skipped',
  robots: 'skipped',
  'refused-address': 'skipped',
  'out-of-policy': 'skipped',
  cancelled: 'skipped',
  broken: 'failed',
  'http-error': 'failed',
  timeout: 'failed',
  truncated: 'failed',
  'redirect-loop': 'failed',
  'network-error': 'failed',
} as const
export type ResourceVerdict = keyof typeof resourceCounts
export const resourceVerdicts = Object.keys(resourceCounts) as ResourceVerdict[]

/** Which count of a run each verdict of a page belongs to. */
export const pageCounts = {
  fetched: 'fetched',
  waiting: 'waiting',
  'not-html': 'skipped',
  robots: 'skipped',
  'out-of-scope': 'skipped',
  'refused-address': 'skipped',
  'too-large': 'skipped',
  limit: 'skipped',
  cancelled: 'skipped',
  'http-error': 'failed',
  timeout: 'failed',
  'redirect-loop': 'failed',
  'network-error': 'failed',
} as const
export type PageVerdict = keyof typeof pageCounts
export const pageVerdicts = Object.keys(pageCounts) as PageVerdict[]

/** What fetching says of an image's address, in the words of the catalogue. */
export function toResourceVerdict(verdict: FetchVerdict): ResourceVerdict {
  return verdict in resourceCounts ? (verdict as ResourceVerdict) : 'out-of-policy'
}

/** What fetching says of a page, in the words of the catalogue. */
export function toPageVerdict(verdict: FetchVerdict): PageVerdict {
  if (verdict in pageCounts) return verdict as PageVerdict
  return verdict === 'out-of-policy' ? 'refused-address' : 'network-error'
}
