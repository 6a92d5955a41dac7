/** What is asked of fetching, and what it answers. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Reservation } from './byte-budget.ts'

/** Why an address was not fetched, or what was wrong with the answer; the words of the API's verdicts. */
export type FetchVerdict =
  | 'refused-address'
  | 'robots'
  | 'out-of-policy'
  | 'out-of-scope'
  | 'limit'
  | 'not-html'
  | 'not-an-image'
  | 'http-error'
  | 'redirect-loop'
  | 'too-large'
  | 'truncated'
  | 'timeout'
  | 'network-error'
  | 'cancelled'

/** A decision against an address, with its reason in words for a person. */
export interface Refusal {
  verdict: FetchVerdict
  reason: string
}

/** Leave to fetch an address, no sooner than so long after the last start at its host (Crawl-delay). */
export interface Gap {
  intervalMs: number
}

/** What may be said of an address before it is asked for; undefined: nothing against it. */
export type Permission = Refusal | Gap | undefined

/** The head of a final, successful answer, before its body is read. */
export interface ResponseHead {
  /** Where it was found after redirects. */
  url: string
  status: number
  contentType: string | null
  /** Bytes as sent, so before decompression; null where the server did not say. */
  contentLength: number | null
  /** Names in lower case. From outside: believe nothing. */
  headers: IncomingHttpHeaders
  /** Every `X-Robots-Tag`, as it came: a bot's name in one says nothing of the next. */
  robotsTags: string[]
}

export interface FetchRequest {
  url: string
  /** The Accept header. */
  accept: string
  /** The page that names the address; sent without credentials and fragment, and never from https to http. */
  referer?: string | undefined
  /** The most that the body may measure after decompression. */
  maxBytes: number
  /** `refuse` (default): a longer body is `too-large`; `cut`: its first `maxBytes` are the body. */
  overflow?: 'refuse' | 'cut' | undefined
  /** Validators of the last visit: an unchanged answer comes back as `notModified`. */
  etag?: string | undefined
  lastModified?: string | undefined
  /** The address that the validators are of, after redirects: no other is told them. */
  validFor?: string | undefined
  signal?: AbortSignal | undefined
  /** Asked before the body is held; whoever made it closes it when the body is done with. */
  reservation?: Reservation | undefined
  /** Whether the SHA-256 of the body is wanted: it is computed as the body comes. */
  digest?: boolean | undefined
  /** Asked before the first request and before every redirect is followed: robots and scope of the caller. */
  permits?: ((url: string) => Promise<Permission>) | undefined
  /** Asked when a successful answer has begun: a refusal leaves its body unread. */
  accepts?: ((head: ResponseHead) => Refusal | undefined) | undefined
}

export interface Fetched extends ResponseHead {
  ok: true
  /** The server answered 304 to the validators; the body is empty. */
  notModified: boolean
  body: Buffer
  /** SHA-256 of the body in hex, where it was asked for. */
  digest: string | null
  /** Times that it was tried. */
  attempts: number
}

export interface NotFetched extends Refusal {
  ok: false
  /** The last address tried. */
  url: string
  /** The last HTTP status, null where there was no answer. */
  status: number | null
  attempts: number
}

export type FetchResult = Fetched | NotFetched

/** Fetches one address; never rejects for what the outside does. */
export type Fetch = (request: FetchRequest) => Promise<FetchResult>
