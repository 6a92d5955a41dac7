/** One pass over a website, or over a list of images. */

import type { ListPart } from '../collections/listed-images.ts'
import type { MissedPicture } from '../findings/missed-repository.ts'
import type { SeenPage } from '../findings/page-rows.ts'
import type { knownAddresses } from '../findings/resource-repository.ts'
import type { FinalState } from '../types.ts'
import { createAddresses } from './addresses.ts'
import { crawlList } from './crawl-list.ts'
import { crawlSite } from './crawl-site.ts'
import type { FrontierPage } from './frontier.ts'
import { collectMissed } from './missed.ts'
import { createPictures } from './pictures.ts'
import type { CrawlTools } from './tools.ts'

/** What an earlier attempt at the run recorded; empty lists for a run that is new. */
export interface Recorded {
  pages: SeenPage[]
  addresses: Awaited<ReturnType<typeof knownAddresses>>
  /** Pictures that are to be tried again. */
  missed: MissedPicture[]
  /** Pages that wait, found after a position. */
  load(afterPosition: number, limit: number): Promise<FrontierPage[]>
}

export interface CrawlEnd {
  state: FinalState
  error: string | null
}

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
  const retry = () => collectMissed(pictures, recorded.missed)
  const onError = (error: unknown) => failure.abort(error)
  const pass = { ...tools, pictures, retry, onError }
  const end = await ('site' in target ? crawlSite(pass, target.site, recorded) : crawlList(pass, target.list))
  failure.signal.throwIfAborted()
  return end
}
