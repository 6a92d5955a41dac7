/** How long the event loop of this process is held up, in milliseconds. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface Delays {
  median: number
  p99: number
  longest: number
}

/** The least that the monitor sees. */
const resolution = 5

/** Begins to watch; the answer ends it. */
export function watchEventLoop(): () => Delays {
  const delay = monitorEventLoopDelay({ resolution })
  const milliseconds = (nanoseconds: number) => Math.round((nanoseconds / 1e6 - resolution) * 10) / 10
  delay.enable()
  return () => {
    delay.disable()
    return {
      median: milliseconds(delay.percentile(50)),
      p99: milliseconds(delay.percentile(99)),
      longest: milliseconds(delay.max),
    }
  }
}
