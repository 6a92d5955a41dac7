/** The pages of a run: which were seen, which wait to be read, in the order of finding (breadth first). */
import { pageKey } from '../../find/index.ts'
import type { SeenPage } from '../../findings/page-rows.ts'
import type { PageVerdict } from '../../types.ts'
import { createAddressSet } from '../address-set.ts'
import type { FrontierPage } from './frontier-page.ts'
import { createPageClaims } from './page-claims.ts'
import type { SiteScope } from './scope.ts'
import type { Traps } from './traps.ts'
import { createWaitingPages } from './waiting-pages.ts'

export interface Frontier {
  /** Takes in the links of a page; those seen before are nothing new. Answers what to record of the new ones. */
  add(urls: string[], depth: number, from?: FrontierPage | null): SeenPage[]
  /** Takes in links that their page asks not to follow: they wait for a page that does not ask. */
  hold(urls: string[], depth: number, reason: string): SeenPage[]
  /** False when the address was seen before: a redirect ends there, and it is read on its own. */
  claim(url: string): boolean
  /** Calls back whenever a page more waits to be read. */
  whenMore(listener: () => void): void
  /** The next page to read, or undefined: none waits, or the limit of pages is reached. */
  next(): Promise<FrontierPage | undefined>
  /** The page was no page after all: it does not count towards the limit. */
  giveBack(): void
  /** The page's address leads nowhere: another spelling of it may be read instead. Answers what to record of that. */
  release(page: FrontierPage): SeenPage[]
  /** Counts a page that the guard against traps keeps from being read. */
  trap(): void
  /** More pictures or links stand on a page than are taken from one. */
  cut(): void
  /** Goes on from what an earlier attempt at this run recorded. */
  restore(pages: SeenPage[], how: { isRetry: boolean }): void
  /** Why pages were left unread, in words for a person; undefined when none were. */
  limit(): string | undefined
}

export interface FrontierOptions {
  runId: string
  scope: SiteScope
  traps: Pick<Traps, 'refuses'>
  maxPages: number
  maxDepth: number | null
  /** Pages of this run that wait, found after this position: what memory has no room for is left in the database. */
  load(afterPosition: number, limit: number): Promise<FrontierPage[]>
}

export function createFrontier({ runId, scope, traps, maxPages, maxDepth, load }: FrontierOptions): Frontier {
  const claims = createPageClaims()
  const held = createAddressSet()
  const waiting = createWaitingPages(load)
  let position = 0
  let budget = maxPages
  let tooDeep = 0
  let trapped = 0
  let cut = 0
  let leftOver = 0
  let tellMore = () => {}

  function judge(url: string, depth: number): { verdict: PageVerdict; reason: string | null } {
    const refusal = depth === 0 ? undefined : scope.refuses(url)
    if (refusal) return { verdict: 'out-of-scope', reason: refusal }
    if (maxDepth !== null && depth > maxDepth) return tooFar()
    const trap = depth === 0 ? undefined : traps.refuses(url)
    if (trap === undefined) return { verdict: 'waiting', reason: null }
    trapped += 1
    return { verdict: 'limit', reason: trap }
  }

  /** What was still waiting at an earlier end of the run is not settled. */
  function countLeftOut({ depth, settled }: SeenPage): void {
    if (!settled) leftOver += 1
    else if (maxDepth !== null && depth > maxDepth) tooDeep += 1
    else trapped += 1
  }

  function tooFar(): { verdict: PageVerdict; reason: string } {
    tooDeep += 1
    return { verdict: 'limit', reason: `The page is more than ${maxDepth} links away from the start page.` }
  }

  function meet(url: string, depth: number, from: FrontierPage | null): SeenPage {
    const page = { url, depth, position: position++, from }
    const { verdict, reason } = judge(url, depth)
    if (verdict === 'waiting') {
      waiting.push(page)
      tellMore()
    }
    return { ...unread(runId, page), verdict, reason, settled: verdict !== 'waiting' }
  }

  function restoreOne(page: SeenPage): void {
    position = Math.max(position, page.position + 1)
    if (page.verdict === 'robots' && !page.settled) return void held.add(pageKey(page.url))
    claims.claim(page.url)
    if (page.settled && page.finalUrl) claims.claim(page.finalUrl)
    if (page.verdict === 'limit') countLeftOut(page)
    if (page.verdict === 'fetched' && page.settled) budget = Math.max(0, budget - 1)
    if (isUnfinished(page)) waiting.push({ ...page, from: null })
  }

  return {
    add: (urls, depth, from = null) => urls.filter(claims.claim).map((url) => meet(url, depth, from)),
    hold(urls, depth, reason) {
      const fresh = urls.filter((url) => !claims.has(url) && held.add(pageKey(url)))
      return fresh.map((url) => ({
        ...unread(runId, { url, depth, position: position++ }),
        verdict: 'robots',
        reason,
      }))
    },
    claim: claims.claim,
    whenMore(listener) {
      tellMore = listener
    },
    async next() {
      if (budget === 0) return undefined
      const page = await waiting.take()
      if (page) budget -= 1
      return page
    },
    giveBack() {
      budget += 1
    },
    release(page) {
      const other = claims.release(page.url)
      return other === undefined ? [] : [meet(other, page.depth, page.from)]
    },
    trap() {
      trapped += 1
    },
    cut() {
      cut += 1
    },
    restore(pages, { isRetry }) {
      pages.forEach(restoreOne)
      // What is tried again had its place within the limit.
      if (isRetry) budget = Math.max(budget, waiting.size)
    },
    limit: () => limitWords({ unread: waiting.size + leftOver, maxPages, tooDeep, trapped, cut }),
  }
}

interface Left {
  unread: number
  maxPages: number
  tooDeep: number
  trapped: number
  cut: number
}

function limitWords({ unread, maxPages, tooDeep, trapped, cut }: Left): string | undefined {
  const words = [
    unread > 0 && `Stopped at the limit of ${counted(maxPages)}; ${unread} more were found.`,
    tooDeep > 0 && `Stopped at the limit of depth; ${counted(tooDeep)} lie deeper.`,
    trapped > 0 && `Left out ${counted(trapped)} that go on without end and show nothing new.`,
    cut > 0 && `Left a part of ${counted(cut)}, with more pictures or links than are taken from one.`,
  ].filter((part) => part !== false)
  return words.length > 0 ? words.join(' ') : undefined
}

/** Not read yet, or its pictures have not all their verdict. */
function isUnfinished({ verdict, settled }: SeenPage): boolean {
  return !settled && (verdict === 'waiting' || verdict === 'fetched' || verdict === 'not-html')
}

/** What is known of a page before anything was asked of it. */
export function unread(runId: string, { url, depth, position }: Omit<FrontierPage, 'from'>): SeenPage {
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
