/** Fetching for tests: two loopback addresses allowed, short limits, no waiting between tries. */
import type { Test } from 'tap'
import { createFetching, type Fetching, type FetchingOptions } from '../../src/modules/collect/fetch/index.ts'

/** Allows 127.0.0.1 and 127.0.0.2; ends with the test. */
export function startFetching(t: Pick<Test, 'teardown'>, options: Partial<FetchingOptions> = {}): Fetching {
  const fetching = createFetching({
    allowNetworks: ['127.0.0.1/32', '127.0.0.2/32'],
    userAgent: 'Magpie/0.0.0 (+test)',
    hostConcurrency: 6,
    hostIntervalMs: 0,
    retry: { baseMs: 1 },
    ...options,
  })
  t.teardown(() => fetching.close())
  return fetching
}
