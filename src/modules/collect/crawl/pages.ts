/** Reading one page: its verdict, its links, its pictures. */
import type { Fetched, FetchResult, Permission, Refusal, ResponseHead } from '../fetch/index.ts'
import { findInPage, type PageFindings, pageKey } from '../find/index.ts'
import type { SeenPage } from '../findings/page-rows.ts'
import { toPageVerdict } from '../types.ts'
import { type Frontier, type FrontierPage, unread } from './frontier.ts'
import type { Manifests } from './manifests.ts'
import type { PicturePage, Pictures } from './pictures.ts'
import type { SiteScope } from './scope.ts'
import type { Sheets } from './sheets.ts'
import { type CrawlTools, robotsRefuse } from './tools.ts'

export interface PagesOptions extends CrawlTools {
  scope: SiteScope
  frontier: Frontier
  pictures: Pictures
  sheets: Sheets
  manifests: Manifests
}

/** What reading a page came to; its pictures may still be on their way. */
export interface Visit {
  page: SeenPage
  /** Resolves when every picture of the page has its verdict. */
  settled: Promise<void>
}

const accept = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1'

export function createPages(options: PagesOptions): (page: FrontierPage) => Promise<Visit> {
  const { runId, fetch, notes, maxPageBytes, signal, scope, frontier, pictures, sheets, manifests } = options

  async function visit(page: FrontierPage): Promise<Visit> {
    const permits = (hop: string) => permitsHop(page, hop)
    const result = await fetch({ url: page.url, accept, maxBytes: maxPageBytes, signal, permits, accepts: acceptsHtml })
    return result.ok ? read(page, result) : leave(page, result)
  }

  /** The start page may redirect to where it likes: its new address is the site. */
  async function permitsHop(page: FrontierPage, hop: string): Promise<Permission> {
    const reason = page.depth === 0 ? undefined : scope.refuses(hop)
    if (reason) return { verdict: 'out-of-scope', reason: `It redirects to ${hop}. ${reason}` }
    return robotsRefuse(options, hop)
  }

  async function leave(page: FrontierPage, result: Exclude<FetchResult, Fetched>): Promise<Visit> {
    const { verdict, reason, url, status } = result
    frontier.giveBack()
    const seen = {
      ...unread(runId, page),
      finalUrl: url,
      verdict: toPageVerdict(verdict),
      reason,
      status,
      settled: true,
    }
    // What an aborted crawl did not read keeps waiting: whoever goes on reads it, or the end of the run tells.
    if (verdict !== 'cancelled') await notes.pages(seen)
    return { page: seen, settled: Promise.resolve() }
  }

  async function read(page: FrontierPage, result: Fetched): Promise<Visit> {
    const fetched: SeenPage = {
      ...unread(runId, page),
      finalUrl: result.url,
      verdict: 'fetched',
      status: result.status,
    }
    if (isElsewhere(page.url, result.url)) {
      if (page.depth === 0) scope.moveTo(result.url)
      if (!frontier.claim(result.url)) return skipTwin(fetched)
    }
    const findings = findInPage({ body: result.body, contentType: result.contentType, url: result.url })
    const seen = { ...fetched, title: findings.title, images: findings.pictures.length }
    await notes.pages(seen)
    await notes.pages(...frontier.add(findings.links, page.depth + 1))
    return { page: seen, settled: settle(seen, findings) }
  }

  async function skipTwin(page: SeenPage): Promise<Visit> {
    frontier.giveBack()
    const seen = { ...page, reason: 'It redirects to a page that is read on its own.', settled: true }
    await notes.pages(seen)
    return { page: seen, settled: Promise.resolve() }
  }

  async function settle(page: SeenPage, findings: PageFindings): Promise<void> {
    const place = { url: page.finalUrl ?? page.url, title: page.title }
    const own = findings.pictures.length
    const [fromFiles] = await Promise.all([
      collectFromFiles(findings, place, own),
      pictures.collect(findings.pictures, place, 0),
    ])
    if (signal.aborted) return
    await notes.pages({ ...page, images: own + fromFiles, settled: true })
  }

  /** What its sheets, then its manifests show: places after those of its own pictures. Answers how many there are. */
  async function collectFromFiles(findings: PageFindings, place: PicturePage, firstOrdinal: number): Promise<number> {
    const lists = await Promise.all([
      sheets.read(findings.sheets, place.url),
      manifests.read(findings.manifests, place.url),
    ])
    const found = lists.flat()
    await pictures.collect(found, place, firstOrdinal)
    return found.length
  }

  return visit
}

function isElsewhere(named: string, found: string): boolean {
  return pageKey(named) !== pageKey(found)
}

/** Whoever names no type is given the benefit of the doubt: what is no HTML has no pictures. */
function acceptsHtml({ contentType }: ResponseHead): Refusal | undefined {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';', 1)
  if (['', 'text/html', 'application/xhtml+xml'].includes(type.trim())) return undefined
  return { verdict: 'not-html', reason: `The server says ${type.trim()}, which is no page.` }
}
