/** Files that go with pages (style sheets, manifests, feeds, sitemaps): each is read once a run, for whoever named it first. */
import type { Document } from '../../find/index.ts'
import { ReadingFailure } from '../../read/index.ts'
import { createAddressSet } from '../address-set.ts'
import { type CrawlTools, robotsRefuse } from '../tools.ts'
import type { FetchDocument } from './fetch-document.ts'

export interface ReadOnceOptions<Reading> {
  accept: string
  read(document: Document): Promise<Reading>
  /** Of the file after decompression by HTTP; that of a page by default. */
  maxBytes?: number
  /** A site that makes up a new file in every file ends here. */
  maxFiles?: number
}

/** Answers undefined for what was read before, or could not be had. */
export type ReadOnce<Reading> = (url: string, referer: string | undefined) => Promise<ReadFile<Reading> | undefined>

export interface ReadFile<Reading> {
  reading: Reading
  /** Where the file was found, after redirects. */
  url: string
}

export function createReadOnce<Reading>(
  tools: CrawlTools & { fetchDocument: FetchDocument },
  { accept, read, maxBytes = tools.maxPageBytes, maxFiles = 5000 }: ReadOnceOptions<Reading>,
): ReadOnce<Reading> {
  const { fetchDocument, log } = tools
  const seen = createAddressSet()

  return async function readOnce(url, referer) {
    if (seen.size >= maxFiles || !seen.add(url)) return undefined
    const permits = (hop: string) => robotsRefuse(tools, hop)
    const result = await fetchDocument({ url, accept, referer, maxBytes, permits })
    if (!result.ok) return left(url, result)
    try {
      return { reading: await read(result.document), url: result.document.url }
    } catch (error) {
      if (!(error instanceof ReadingFailure)) throw error
      if (error.cause) log.error({ err: error.cause, url }, 'a file that goes with pages could not be read')
      return left(url, { reason: error.message })
    }
  }

  function left(url: string, { verdict, reason }: { verdict?: string; reason: string }): undefined {
    log.debug({ url, verdict, reason }, 'a file that goes with pages could not be read')
  }
}
