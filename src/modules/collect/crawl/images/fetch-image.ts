/** From an image's address to its verdict: fetched, processed, and told in words. */
import type { Download } from '#process'
import {
  decodeDataUrl,
  type Fetched,
  type FetchResult,
  type Refusal,
  type Reservation,
  type ResponseHead,
} from '../../fetch/index.ts'
import { readRobotsHeader } from '../../find/index.ts'
import type { KnownImage } from '../../findings/resource-repository.ts'
import { toResourceVerdict } from '../../types.ts'
import { type CrawlTools, type Place, robotsRefuse } from '../tools.ts'
import { type Details, detailsOf, type Finding, notFetched, toFinding, type Unwanted, unchanged } from './finding.ts'
import { labelOf } from './label.ts'

export type Judge = NonNullable<Download['judge']>

export interface FetchImage {
  /** `isFresh`: whatever an earlier run got from the address, the bytes are wanted. */
  (url: string, place: Place, options?: { isFresh?: boolean }): Promise<Finding>
  (url: string, place: Place, options: { judge: Judge }): Promise<Finding | Unwanted>
}

interface FetchImageOptions {
  judge?: Judge
  isFresh?: boolean
}

/** With what one address is asked, again where the first answer was of no use. */
interface Asking extends FetchImageOptions {
  place: Place
  referer: string | undefined
  reservation: Reservation
}

/** What the judge did not want is kept in memory up to so many bytes, for the case that it is wanted after all. */
const maxKeptBytes = 4 * 1024 ** 2

/** What cameras send: one image after the other, each in the stead of the last. */
const endless: Refusal = {
  verdict: 'not-an-image',
  reason: 'The server sends images one after the other, without end, as cameras do: none of them is the image.',
}

/** The formats that Magpie reads, the best first. */
const accept = 'image/avif,image/webp,image/apng,image/svg+xml,image/*;q=0.9,*/*;q=0.5'

export function createImageFetcher(tools: CrawlTools): FetchImage {
  const { fetch, processor, collection, recall, bodies, maxImageBytes, signal } = tools

  async function fetchAs(url: string, asking: Asking) {
    const known = asking.isFresh ? undefined : await recall.image(url)
    const result = await ask(url, asking, known)
    if (!result.ok) return notFetched(result)
    if (!result.notModified) return processFetched(url, result, asking)
    // Validators hold for one address only: where redirects lead elsewhere now, they say nothing.
    if (known && result.url === (known.finalUrl ?? url)) return stillWanted(known, result)
    const whole = await ask(url, asking, undefined)
    return whole.ok ? processFetched(url, whole, asking) : notFetched(whole)
  }

  /** What the bytes are has not changed; what the server asks of crawlers may have. */
  function stillWanted(known: KnownImage, result: Fetched): Finding {
    const refusal = accepts(result)
    if (!refusal) return unchanged(known, result)
    const { url: finalUrl, status, attempts } = result
    return { verdict: toResourceVerdict(refusal.verdict), reason: refusal.reason, finalUrl, status, attempts }
  }

  function ask(url: string, asking: Asking, known: KnownImage | undefined): Promise<FetchResult> {
    const { referer, reservation } = asking
    const permits = (hop: string) => robotsRefuse(tools, hop)
    const validators = {
      etag: known?.etag ?? undefined,
      lastModified: known?.lastModified ?? undefined,
      validFor: known && (known.finalUrl ?? url),
    }
    const body = { maxBytes: maxImageBytes, reservation, digest: true }
    return fetch({ url, accept, referer, ...body, signal, permits, accepts, ...validators })
  }

  /** An image may ask to be left alone by itself; and one that never ends is none. */
  function accepts({ robotsTags, contentType }: ResponseHead): Refusal | undefined {
    if (/^\s*multipart\//i.test(contentType ?? '')) return endless
    const { noImages } = readRobotsHeader(robotsTags)
    if (!collection.robots || noImages === null) return undefined
    return { verdict: 'robots', reason: `The server asks crawlers to leave this image alone (${noImages}).` }
  }

  async function processFetched(url: string, result: Fetched, { place, judge }: Asking) {
    const { body: bytes, digest, contentType } = result
    const finding = await process({ bytes, digest, url, contentType, ...settingsOf(place) }, detailsOf(result), judge)
    if (finding.verdict !== 'unwanted' || bytes.length <= maxKeptBytes) return finding
    // Bytes that nobody counts any more are not held.
    return { ...finding, keep: () => fetchImage(url, place, { isFresh: true }) as Promise<Finding> }
  }

  async function process(download: Download, details: Partial<Details>, judge?: Judge): Promise<Finding | Unwanted> {
    const outcome = await processor.process({ ...download, judge })
    if (outcome.verdict !== 'unwanted') return { ...details, ...toFinding(outcome) }
    const keep = async () => ({ ...details, ...toFinding(await processor.process(download)) })
    return { ...details, ...outcome, keep }
  }

  async function processInlined(url: string, place: Place): Promise<Finding | Unwanted> {
    const data = decodeDataUrl(url, maxImageBytes)
    if (!data.ok) return { verdict: toResourceVerdict(data.verdict), reason: data.reason }
    const { body: bytes, mediaType: contentType } = data
    const download = { bytes, digest: null, url: labelOf(url), contentType, ...settingsOf(place) }
    return process(download, { contentType: data.mediaType, bytes: data.body.byteLength })
  }

  function settingsOf({ page, alt }: Place) {
    const { id: collectionId, minWidth, minHeight } = collection
    return { collectionId, page, alt, minWidth, minHeight }
  }

  async function fetchImage(url: string, place: Place, options: FetchImageOptions = {}): Promise<Finding | Unwanted> {
    await processor.ready()
    if (signal.aborted) return { verdict: 'cancelled', reason: null }
    if (/^data:/i.test(url)) return processInlined(url, place)
    const reservation = bodies.open()
    try {
      return await fetchRemote(url, { ...options, place, referer: place.page || undefined, reservation })
    } finally {
      reservation.close()
    }
  }

  async function fetchRemote(url: string, asking: Asking): Promise<Finding | Unwanted> {
    const first = await fetchAs(url, asking)
    if (!mayBeHotlinkGuard(first)) return first
    const second = await fetchAs(url, { ...asking, referer: undefined })
    return { ...second, attempts: (first.attempts ?? 0) + (second.attempts ?? 0) }
  }

  return fetchImage as FetchImage
}

/** Some servers show another picture, or none, to those who say where they come from: worth one try without. */
function mayBeHotlinkGuard({ verdict, status }: Pick<Finding | Unwanted, 'verdict' | 'status'>): boolean {
  return verdict === 'not-an-image' || (verdict === 'http-error' && (status === 401 || status === 403))
}
