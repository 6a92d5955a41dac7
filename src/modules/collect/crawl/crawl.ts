/** One pass over a website. */
import type { SeenPage } from '../page-repository.ts'
import type { knownAddresses } from '../resource-repository.ts'
import { createScope } from '../scope.ts'
import type { FinalState } from '../types.ts'
import { createAddresses } from './addresses.ts'
import { createFrontier, type FrontierPage } from './frontier.ts'
import { createPages } from './pages.ts'
import { createPictures } from './pictures.ts'
import { createSheets } from './sheets.ts'
import type { CrawlTools } from './tools.ts'

/** What an earlier attempt at the run recorded; empty lists for a run that is new. */
export interface Recorded {
  pages: SeenPage[]
  addresses: Awaited<ReturnType<typeof knownAddresses>>
}

export interface CrawlEnd {
  state: FinalState
  error: string | null
}

/** Pages read at once; the gates of their hosts hold them to less. */
const pagesAtOnce = 8
/** No page is opened while so many pages have pictures on their way: found pictures are bounded by it. */
const maxUnsettled = 64

/**
 * Resolves when every address that was found has its verdict, or early when the signal aborts.
 * Everything found on the way has been handed to the journal by then.
 */
export async function crawl(tools: CrawlTools, recorded: Recorded): Promise<CrawlEnd> {
  const { collection, notes, signal, runId } = tools
  const scope = createScope(collection)
  const frontier = createFrontier({ runId, scope, maxPages: collection.maxPages, maxDepth: collection.maxDepth })
  const addresses = createAddresses(tools)
  const pictures = createPictures(tools, addresses)
  const visit = createPages({ ...tools, scope, frontier, pictures, sheets: createSheets(tools) })

  const done = Promise.withResolvers<void>()
  let reading = 0
  let unsettled = 0
  let start = recorded.pages.find((page) => page.position === 0 && page.settled)

  function openPages(): void {
    while (!signal.aborted && reading < pagesAtOnce && unsettled < maxUnsettled) {
      const page = frontier.next()
      if (!page) break
      reading += 1
      readPage(page).catch(done.reject).finally(readingEnded)
    }
    if (reading + unsettled === 0) done.resolve()
  }

  async function readPage(page: FrontierPage): Promise<void> {
    const { page: seen, settled } = await visit(page)
    if (page.position === 0) start = seen
    unsettled += 1
    settled.catch(done.reject).finally(settlingEnded)
  }

  function readingEnded(): void {
    reading -= 1
    openPages()
  }

  function settlingEnded(): void {
    unsettled -= 1
    openPages()
  }

  frontier.restore(recorded.pages)
  addresses.restore(recorded.addresses)
  await notes.pages(...frontier.add([collection.url], 0))
  openPages()
  await done.promise
  return endOf(start, frontier.limit())
}

function endOf(start: SeenPage | undefined, limit: string | undefined): CrawlEnd {
  if (start && start.verdict !== 'fetched') return { state: 'failed', error: start.reason }
  return limit === undefined ? { state: 'succeeded', error: null } : { state: 'partial', error: limit }
}
