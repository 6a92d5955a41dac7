/** What became of an image's address, put together from what its server and the processor said. */
import type { Facts, Outcome } from '#process'
import type { Fetched, FetchResult } from '../../fetch/index.ts'
import type { KnownImage } from '../../findings/resource-repository.ts'
import type { SeenResource } from '../../findings/resource-rows.ts'
import { toResourceVerdict } from '../../types.ts'

export type Details = Pick<
  SeenResource,
  'finalUrl' | 'status' | 'contentType' | 'bytes' | 'image' | 'attempts' | 'etag' | 'lastModified'
>

/** What became of an address. */
export type Finding = Pick<SeenResource, 'verdict' | 'reason'> & Partial<Details> & { facts?: Facts }

/** An image that the judge did not want: nothing is stored of it yet, and `keep` changes that. */
export type Unwanted = Omit<Finding, 'verdict'> & { verdict: 'unwanted'; facts: Facts; keep(): Promise<Finding> }

export function toFinding(outcome: Outcome): Finding {
  if (outcome.verdict === 'unwanted') return { ...outcome, verdict: 'alternate' }
  return outcome.verdict === 'stored' ? { ...outcome, reason: null } : outcome
}

export function detailsOf({ url, status, contentType, body, attempts, headers }: Fetched): Details {
  const validators = { etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null }
  return { finalUrl: url, status, contentType, bytes: body.byteLength, image: null, attempts, ...validators }
}

/** The catalogue holds it from an earlier run. */
export function unchanged(known: KnownImage, { url, status, attempts }: Fetched): Finding {
  const { verdict, image, contentType, bytes, etag, lastModified } = known
  return {
    verdict: verdict === 'alternate' ? verdict : 'stored',
    reason: null,
    image,
    finalUrl: url,
    status,
    contentType,
    bytes,
    attempts,
    etag,
    lastModified,
  }
}

export function notFetched({ verdict, reason, url, status, attempts }: Exclude<FetchResult, Fetched>): Finding {
  return { verdict: toResourceVerdict(verdict), reason, finalUrl: url, status, attempts }
}
