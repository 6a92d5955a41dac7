/** How long to wait before the next try: exponential with full jitter, as in "Exponential Backoff And Jitter" (AWS, 2015). */

export interface Backoff {
  baseMs: number
  maxMs: number
}

/** Milliseconds before try `attempt + 1`; never less than half of the exponential step, so that a wait is a wait. */
export function backoffMs(attempt: number, { baseMs, maxMs }: Backoff, random: () => number = Math.random): number {
  const step = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 30))
  return step / 2 + random() * (step / 2)
}
