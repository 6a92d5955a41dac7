/** Whether a failed try is worth another, and when. */
import type { Failure } from './failure.ts'

export interface RetryOptions {
  /** Tries in all, however healable the failure. */
  maxTries: number
  /** The wait before the second try; it doubles with every further one. */
  baseMs: number
  /** The longest wait, whatever Retry-After says. */
  maxMs: number
  /** 0 to below 1, for the jitter. */
  random: () => number
}

/** Milliseconds to wait after try number `attempt` (from 1); undefined where there shall be no other. */
export function retryDelayMs(failure: Failure, attempt: number, options: RetryOptions): number | undefined {
  if (attempt >= Math.min(failure.worthTries, options.maxTries)) return undefined
  const backoff = options.baseMs * 2 ** (attempt - 1) * (0.5 + options.random())
  return Math.min(options.maxMs, Math.max(backoff, failure.retryAfterMs ?? 0))
}
