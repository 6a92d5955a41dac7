/** The pages of a run: which were seen, which wait to be read, in the order of finding (breadth first). */
import { addressKey } from '#platform'
import { pageKey } from '../find/index.ts'
import type { SeenPage } from '../findings/page-rows.ts'
import type { PageVerdict } from '../types.ts'
import type { SiteScope } from './scope.ts'

/** A page to read. */
export interface FrontierPage {
  url: string
  depth: number
  position: number
}

export interface Frontier {
  /** Takes in the links of a page; those seen before are nothing new. Answers what to record of the new ones. */
  add(urls: string[], depth: number): SeenPage[]
  /** False when the address was seen before: a redirect ends there, and it is read on its own. */
  claim(url: string): boolean
  /** The next page to read, or undefined: none waits, or the limit of pages is reached. */
  next(): FrontierPage | undefined
  /** The page was no page after all: it does not count towards the limit. */
  giveBack(): void
  /** Goes on from what an earlier attempt at this run recorded. */
  restore(pages: SeenPage[]): void
  /** Why pages were left unread, in words for a person; undefined when none were. */
  limit(): string | undefined
}

export interface FrontierOptions {
  runId: string
  scope: SiteScope
  maxPages: number
  maxDepth: number | null
}

export function createFrontier({ runId, scope, maxPages, maxDepth }: FrontierOptions): Frontier {
  const seen = new Set<string>()
  const waiting: FrontierPage[] = []
  let head = 0
  let position = 0
  let budget = maxPages
  let tooDeep = 0

  function claim(url: string): boolean {
    const key = addressKey(pageKey(url))
    if (seen.has(key)) return false
    seen.add(key)
    return true
  }

  function judge(url: string, depth: number): { verdict: PageVerdict; reason: string | null } {
    const refusal = depth === 0 ? undefined : scope.refuses(url)
    if (refusal) return { verdict: 'out-of-scope', reason: refusal }
    if (maxDepth === null || depth <= maxDepth) return { verdict: 'waiting', reason: null }
    tooDeep += 1
    return { verdict: 'limit', reason: `The page is more than ${maxDepth} links away from the start page.` }
  }

  return {
    add(urls, depth) {
      return urls.filter(claim).map((url) => {
        const page = { url, depth, position: position++ }
        const { verdict, reason } = judge(url, depth)
        if (verdict === 'waiting') waiting.push(page)
        return { ...unread(runId, page), verdict, reason, settled: verdict !== 'waiting' }
      })
    },
    claim,
    next() {
      if (budget === 0 || head === waiting.length) return undefined
      budget -= 1
      return waiting[head++]
    },
    giveBack() {
      budget += 1
    },
    restore(pages) {
      for (const page of pages) {
        claim(page.url)
        if (page.settled && page.finalUrl) claim(page.finalUrl)
        position = Math.max(position, page.position + 1)
        if (page.verdict === 'limit') tooDeep += 1
        if (!page.settled) waiting.push({ url: page.url, depth: page.depth, position: page.position })
        else if (page.verdict === 'fetched') budget -= 1
      }
      budget = Math.max(budget, 0)
    },
    limit() {
      const unread = waiting.length - head
      if (unread > 0) return `Stopped at the limit of ${counted(maxPages)}; ${unread} more were found.`
      return tooDeep > 0 ? `Stopped at the limit of depth; ${counted(tooDeep)} lie deeper.` : undefined
    },
  }
}

/** What is known of a page before anything was asked of it. */
export function unread(runId: string, { url, depth, position }: FrontierPage): SeenPage {
  return {
    runId,
    position,
    url,
    finalUrl: null,
    verdict: 'waiting',
    reason: null,
    status: null,
    title: null,
    depth,
    images: 0,
    settled: false,
  }
}

function counted(pages: number): string {
  return pages === 1 ? '1 page' : `${pages} pages`
}
