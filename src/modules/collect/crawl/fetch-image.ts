/** From an image's address to its verdict: fetched, processed, and told in words. */
import type { Outcome } from '#process'
import { decodeDataUrl, type Fetched, type FetchResult } from '../fetch/index.ts'
import type { SeenResource } from '../findings/resource-rows.ts'
import { toResourceVerdict } from '../types.ts'
import { labelOf } from './label.ts'
import { type CrawlTools, type Place, robotsRefuse } from './tools.ts'

type Facts = Pick<SeenResource, 'finalUrl' | 'status' | 'contentType' | 'bytes' | 'image' | 'attempts'>

/** What became of an address. */
export type Finding = Pick<SeenResource, 'verdict' | 'reason'> & Partial<Facts>

/** The formats that Magpie reads, the best first. */
const accept = 'image/avif,image/webp,image/apng,image/svg+xml,image/*;q=0.9,*/*;q=0.5'

export function createImageFetcher(tools: CrawlTools): (url: string, place: Place) => Promise<Finding> {
  const { fetch, processor, collection, maxImageBytes, signal } = tools

  async function fetchAs(url: string, referer: string | undefined, place: Place): Promise<Finding> {
    const permits = (hop: string) => robotsRefuse(tools, hop)
    const result = await fetch({ url, accept, referer, maxBytes: maxImageBytes, signal, permits })
    return result.ok ? processFetched(url, result, place) : notFetched(result)
  }

  async function processFetched(url: string, result: Fetched, place: Place): Promise<Finding> {
    const outcome = await processBytes(url, result.body, result.contentType, place)
    return {
      ...toFinding(outcome),
      finalUrl: result.url,
      status: result.status,
      contentType: result.contentType,
      bytes: result.body.byteLength,
      attempts: result.attempts,
    }
  }

  async function processInlined(url: string, place: Place): Promise<Finding> {
    const data = decodeDataUrl(url, maxImageBytes)
    if (!data.ok) return { verdict: toResourceVerdict(data.verdict), reason: data.reason }
    const outcome = await processBytes(labelOf(url), data.body, data.mediaType, place)
    return { ...toFinding(outcome), contentType: data.mediaType, bytes: data.body.byteLength }
  }

  function processBytes(
    url: string,
    bytes: Buffer,
    contentType: string | null,
    { page, alt }: Place,
  ): Promise<Outcome> {
    const { id: collectionId, minWidth, minHeight } = collection
    return processor.process({ bytes, url, contentType, collectionId, page, alt, minWidth, minHeight })
  }

  return async function fetchImage(url, place) {
    await processor.ready()
    if (signal.aborted) return { verdict: 'cancelled', reason: null }
    if (/^data:/i.test(url)) return processInlined(url, place)
    const first = await fetchAs(url, place.page, place)
    if (!mayBeHotlinkGuard(first)) return first
    const second = await fetchAs(url, undefined, place)
    return { ...second, attempts: (first.attempts ?? 0) + (second.attempts ?? 0) }
  }
}

/** Some servers show another picture, or none, to those who say where they come from: worth one try without. */
function mayBeHotlinkGuard({ verdict, status }: Finding): boolean {
  return verdict === 'not-an-image' || (verdict === 'http-error' && (status === 401 || status === 403))
}

function toFinding(outcome: Outcome): Finding {
  return outcome.verdict === 'stored' ? { ...outcome, reason: null } : outcome
}

function notFetched({ verdict, reason, url, status, attempts }: Exclude<FetchResult, Fetched>): Finding {
  return { verdict: toResourceVerdict(verdict), reason, finalUrl: url, status, attempts }
}
