/** One pass over a website, from its start page. */
import type { SeenPage } from '../findings/page-rows.ts'
import { createFeeds } from './files/feeds.ts'
import { createDocumentFetcher } from './files/fetch-document.ts'
import { createManifests } from './files/manifests.ts'
import { createSheets } from './files/sheets.ts'
import { createSitemaps } from './files/sitemaps.ts'
import { createFrontier } from './pages/frontier.ts'
import type { FrontierPage } from './pages/frontier-page.ts'
import { createPageContents } from './pages/page-contents.ts'
import { createPages, type Visit } from './pages/pages.ts'
import { createScope, type SiteScope } from './pages/scope.ts'
import { createTraps } from './pages/traps.ts'
import { createTwinPages } from './pages/twin-pages.ts'
import { walk } from './pages/walk.ts'
import type { CrawlEnd, Pass, Recorded } from './pass.ts'

export async function crawlSite(pass: Pass, url: string, recorded: Recorded): Promise<CrawlEnd> {
  const { collection, notes, signal, runId, onError } = pass
  const { maxPages, maxDepth } = collection
  const scope = createScope({ ...collection, url })
  const traps = createTraps()
  const frontier = createFrontier({ runId, scope, traps, maxPages, maxDepth, load: recorded.load })
  const tools = { ...pass, scope, traps, frontier, fetchDocument: createDocumentFetcher(pass) }
  const files = { sheets: createSheets(tools), manifests: createManifests(tools), feeds: createFeeds(tools) }
  const contents = createPageContents({ ...tools, ...files })
  const visitPage = createPages({ ...tools, contents, twins: createTwinPages(), readSitemaps: createSitemaps(tools) })
  const recordedStart = recorded.pages.find((page) => page.position === 0)
  let start = recordedStart?.settled ? recordedStart : undefined

  async function visit(page: FrontierPage): Promise<Visit> {
    const visit = await visitPage(page)
    if (page.position === 0) start = visit.page
    return visit
  }

  moveAgain(scope, recorded.pages)
  frontier.restore(recorded.pages, { isRetry: recorded.isRetry })
  await notes.pages(...frontier.add([url], 0))
  await walk({ frontier, visit, alongside: [pass.retry], signal, onError })
  return endOf(start, frontier.limit())
}

/** A site that its start page leads on to is known again from what was recorded: nothing else out of scope is at no distance. */
function moveAgain(scope: SiteScope, pages: SeenPage[]): void {
  for (const { depth, url, verdict, finalUrl } of pages) {
    if (depth > 0) continue
    if (scope.refusesFrame(url) !== undefined) scope.moveTo(url)
    if (scope.isStart(url) && verdict === 'fetched' && finalUrl) scope.moveTo(finalUrl)
  }
}

function endOf(start: SeenPage | undefined, limit: string | undefined): CrawlEnd {
  const isRead = start === undefined || start.verdict === 'fetched' || start.images > 0
  if (!isRead) return { state: 'failed', error: start.reason }
  return limit === undefined ? { state: 'succeeded', error: null } : { state: 'partial', error: limit }
}
