/** One pass over a website. */
import type { SeenPage } from '../findings/page-rows.ts'
import type { knownAddresses } from '../findings/resource-repository.ts'
import type { FinalState } from '../types.ts'
import { createAddresses } from './addresses.ts'
import { createFrontier, type FrontierPage } from './frontier.ts'
import { createManifests } from './manifests.ts'
import { createPages, type Visit } from './pages.ts'
import { createPictures } from './pictures.ts'
import { createScope } from './scope.ts'
import { createSheets } from './sheets.ts'
import type { CrawlTools } from './tools.ts'
import { walk } from './walk.ts'

/** What an earlier attempt at the run recorded; empty lists for a run that is new. */
export interface Recorded {
  pages: SeenPage[]
  addresses: Awaited<ReturnType<typeof knownAddresses>>
}

export interface CrawlEnd {
  state: FinalState
  error: string | null
}

/**
 * Resolves when every address that was found has its verdict, or early when the signal aborts.
 * Everything found on the way has been handed to the journal by then, and nothing of it is under way.
 */
export async function crawl(given: CrawlTools, recorded: Recorded): Promise<CrawlEnd> {
  const failure = new AbortController()
  const tools = { ...given, signal: AbortSignal.any([given.signal, failure.signal]) }
  const { collection, notes, signal, runId } = tools
  const scope = createScope(collection)
  const frontier = createFrontier({ runId, scope, maxPages: collection.maxPages, maxDepth: collection.maxDepth })
  const addresses = createAddresses(tools)
  const pictures = createPictures(tools, addresses)
  const sheets = createSheets(tools)
  const manifests = createManifests(tools)
  const visitPage = createPages({ ...tools, scope, frontier, pictures, sheets, manifests })
  let start = recorded.pages.find((page) => page.position === 0 && page.settled)

  async function visit(page: FrontierPage): Promise<Visit> {
    const visit = await visitPage(page)
    if (page.position === 0) start = visit.page
    return visit
  }

  frontier.restore(recorded.pages)
  addresses.restore(recorded.addresses)
  await notes.pages(...frontier.add([collection.url], 0))
  await walk({ frontier, visit, signal, onError: (error) => failure.abort(error) })
  failure.signal.throwIfAborted()
  return endOf(start, frontier.limit())
}

function endOf(start: SeenPage | undefined, limit: string | undefined): CrawlEnd {
  if (start && start.verdict !== 'fetched') return { state: 'failed', error: start.reason }
  return limit === undefined ? { state: 'succeeded', error: null } : { state: 'partial', error: limit }
}
