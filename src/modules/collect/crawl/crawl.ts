/** One pass over a website, or over a list of images. */
import type { ListPart } from '../collections/listed-images.ts'
import { crawlList } from './crawl-list.ts'
import { crawlSite } from './crawl-site.ts'
import { createAddresses } from './images/addresses.ts'
import { collectMissed } from './images/missed.ts'
import { createPictures } from './images/pictures.ts'
import type { CrawlEnd, Recorded } from './pass.ts'
import { endOfWhole } from './stopped-early.ts'
import type { CrawlTools } from './tools.ts'

/** What a run passes over. */
export type Target = { site: string } | { list: () => AsyncIterable<ListPart> }

/**
 * Resolves when every address that was found has its verdict, or early when the signal aborts.
 * Everything found on the way has been handed to the journal by then, and nothing of it is under way.
 */
export async function crawl(given: CrawlTools, target: Target, recorded: Recorded): Promise<CrawlEnd> {
  const failure = new AbortController()
  const tools = { ...given, signal: AbortSignal.any([given.signal, failure.signal]) }
  const addresses = createAddresses(tools)
  const pictures = createPictures(tools, addresses)
  addresses.restore(recorded.addresses)
  const { missed } = recorded
  const retry = () => collectMissed(pictures, missed)
  const onError = (error: unknown) => failure.abort(error)
  const pass = { ...tools, pictures, retry, onError }
  const end = await ('site' in target ? crawlSite(pass, target.site, recorded) : crawlList(pass, target.list))
  failure.signal.throwIfAborted()
  return endOfWhole(end, recorded)
}
