/** Files that go with pages (style sheets, web manifests): each is read once a run, for whoever named it first. */
import { addressKey } from '#platform'
import type { Document } from '../find/index.ts'
import { type CrawlTools, robotsRefuse } from './tools.ts'

/** A site that makes up a new sheet in every sheet ends here. */
const defaultMaxFiles = 5000

/** Answers undefined for what was read before, or could not be had. */
export type ReadOnce = (url: string, referer: string) => Promise<Document | undefined>

export function createReadOnce(tools: CrawlTools, accept: string, maxFiles = defaultMaxFiles): ReadOnce {
  const { fetch, maxPageBytes, signal, log } = tools
  const seen = new Set<string>()

  return async function readOnce(url, referer) {
    const key = addressKey(url)
    if (seen.has(key) || seen.size >= maxFiles) return undefined
    seen.add(key)
    const permits = (hop: string) => robotsRefuse(tools, hop)
    const result = await fetch({ url, accept, referer, maxBytes: maxPageBytes, signal, permits })
    if (result.ok) return { body: result.body, contentType: result.contentType, url: result.url }
    log.debug({ url, verdict: result.verdict, reason: result.reason }, 'a file that goes with a page could not be had')
    return undefined
  }
}
