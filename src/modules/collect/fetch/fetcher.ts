/** The fetcher: tries an address until it has an answer, or enough of trying. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ExchangeLimits } from './exchange.ts'
import { cancelledFailure, type Failure } from './failure.ts'
import { type FollowOptions, follow } from './follow.ts'
import { type RetryOptions, retryDelayMs } from './retry-delay.ts'
import type { Fetch, FetchRequest, NotFetched } from './types.ts'

export interface FetcherOptions
  extends Pick<FollowOptions, 'agents' | 'policy' | 'gates' | 'health' | 'exchanges' | 'userAgent'> {
  limits?: Partial<ExchangeLimits>
  retry?: Partial<RetryOptions>
  now?: () => number
}

/** Ten seconds for each step of connecting; slow answers are given more, dead ones are known sooner. */
const defaultLimits: ExchangeLimits = {
  lookupMs: 10_000,
  connectMs: 10_000,
  firstByteMs: 20_000,
  totalMs: 180_000,
  paceMs: 10_000,
  paceBytes: 1024,
}

/** One more try heals most of what can be healed, a third nearly all the rest. */
const defaultRetry: RetryOptions = { maxTries: 3, baseMs: 500, maxMs: 60_000, random: Math.random }

/**
 * Makes the one function by which Magpie asks anything of the outside (GET only).
 * A wait before another try holds no place at its host's gate.
 */
export function createFetcher(options: FetcherOptions): Fetch {
  const retry = { ...defaultRetry, ...options.retry }
  const followOptions: FollowOptions = {
    ...options,
    limits: { ...defaultLimits, ...options.limits },
    now: options.now ?? Date.now,
  }

  async function waitAfter(failure: Failure, attempt: number, signal: AbortSignal | undefined): Promise<boolean> {
    const delayMs = retryDelayMs(failure, attempt, retry)
    if (failure.isOverloaded) pauseHost(failure, delayMs ?? Math.min(failure.retryAfterMs ?? 0, retry.maxMs))
    if (delayMs === undefined) return false
    await sleep(delayMs, undefined, { signal }).catch(() => undefined) // an abort is seen by the caller
    return true
  }

  function pauseHost({ url }: Failure, ms: number): void {
    options.gates.pause(new URL(url).host, ms)
  }

  return async function fetch(request: FetchRequest) {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await follow(request, { ...followOptions, isLastOfConnection: attempt > 1 })
      if (outcome.ok) return { ...outcome, attempts: attempt }
      if (!(await waitAfter(outcome, attempt, request.signal))) return notFetched(outcome, attempt)
      if (request.signal?.aborted) return notFetched(cancelledFailure(outcome.url), attempt)
    }
  }
}

function notFetched({ verdict, reason, url, status }: Failure, attempts: number): NotFetched {
  return { ok: false, verdict, reason, url, status, attempts }
}
