/** What went wrong with one try, inside of fetching. */
import { STATUS_CODES } from 'node:http'
import type { FetchVerdict, Refusal } from './types.ts'

export interface Failure {
  ok: false
  verdict: FetchVerdict
  reason: string
  url: string
  status: number | null
  /** How many tries the kind of failure is worth in all: 1 where trying again would not heal it. */
  worthTries: number
  /** What the server asked for with 429 or 503; undefined where it named no time. */
  retryAfterMs?: number | undefined
  /** The server said that it is asked too much. */
  isOverloaded?: boolean
}

/** A decision of ours: trying again would not change it. */
export function refusedFailure(refusal: Refusal, url: string, status: number | null = null): Failure {
  return { ok: false, ...refusal, url, status, worthTries: 1 }
}

/** An answer that is neither success nor a redirect. The words are of the standard, never the server's. */
export function statusFailure(status: number, url: string, retryAfter: number | undefined): Failure {
  const words = STATUS_CODES[status]
  return {
    ok: false,
    verdict: 'http-error',
    reason: `The server answered ${status}${words ? ` ${words}` : ''}.`,
    url,
    status,
    worthTries: mayHeal(status) ? 3 : 1,
    retryAfterMs: retryAfter,
    isOverloaded: status === 429 || status === 503,
  }
}

/** The server was asked too early, too often or in a bad moment. */
function mayHeal(status: number): boolean {
  return [408, 425, 429].includes(status) || (status >= 500 && status !== 501 && status !== 505)
}

export function cancelledFailure(url: string): Failure {
  return refusedFailure({ verdict: 'cancelled', reason: 'It was cancelled before it was done.' }, url)
}
