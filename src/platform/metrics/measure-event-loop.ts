/** How late the event loop is: what keeps it busy keeps every answer waiting. */
import { type Histogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { Metrics } from './types.ts'

const resolutionMs = 10

/** Answers the function that stops it. */
export function measureEventLoop({ gauge }: Metrics): () => void {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs })
  delays.enable()
  gauge({
    name: 'nodejs_eventloop_lag_seconds',
    help: 'How late the event loop was since these numbers were last asked for, by quantile; 1 is the worst.',
    label: 'quantile',
    read() {
      const quantiles = [0.5, 0.9, 0.99, 1].map((quantile) => [String(quantile), lagAt(delays, quantile)] as const)
      delays.reset()
      return quantiles
    },
  })
  return () => {
    delays.disable()
  }
}

/** The monitor measures from one beat of its timer to the next: what is beyond its period is lateness. */
function lagAt(delays: Pick<Histogram, 'percentile'>, quantile: number): number {
  return Math.max(0, delays.percentile(100 * quantile) / 1e9 - resolutionMs / 1000)
}
