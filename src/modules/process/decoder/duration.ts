/** How long an animation plays. */

/** Browsers show a frame that asks for 10 ms or less for 100 ms. */
const leastDelay = 10
const usualDelay = 100

/** Milliseconds of one round, as browsers play it, from the delays of its frames; null where there are none. */
export function durationOf(delays: number[]): number | null {
  if (delays.length === 0) return null
  return Math.round(delays.reduce((sum, delay) => sum + playedDelay(delay), 0))
}

/** Milliseconds that a frame is shown which asks for so many. */
export function playedDelay(delay: number): number {
  return delay > leastDelay ? delay : usualDelay
}
