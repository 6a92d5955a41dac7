/** Fetching put together: guard, gates, fetcher and robots.txt that share one set of connections. */
import PQueue from 'p-queue'
import { createAddressPolicy } from './address-policy.ts'
import { type ByteBudget, createByteBudget } from './byte-budget.ts'
import { createFetcher, type FetcherOptions } from './fetcher.ts'
import { createGuardedAgents } from './guarded-agents.ts'
import { createHostGates, type HostGates } from './host-gates.ts'
import { createHostHealth, type HostHealthOptions } from './host-health.ts'
import { createRobots, type Robots } from './robots.ts'
import type { Lookup } from './system-lookup.ts'
import type { Fetch } from './types.ts'

/** All that a crawl needs of the network. `close` ends idle connections: abort what is under way before. */
export interface Fetching {
  fetch: Fetch
  robots: Robots
  gates: HostGates
  /** Bytes of images on their way, from all hosts to the catalogue. */
  bodies: ByteBudget
  /** Believes again in hosts that did not answer: a run begins. */
  believeAgain(): void
  close(): void
}

export interface FetchingOptions extends Pick<FetcherOptions, 'userAgent' | 'limits' | 'retry' | 'now'> {
  /** CIDRs that may be reached although they are not public. */
  allowNetworks: readonly string[]
  hostConcurrency: number
  hostIntervalMs: number
  /** The bare name for robots.txt; `Magpie` by default. */
  productToken?: string
  lookup?: Lookup
  health?: HostHealthOptions
}

/** An image may be as large by itself; of usual ones some hundred fit. */
const maxBodyBytes = 64 * 1024 ** 2

/** Requests under way to all hosts together. */
const maxExchanges = 128

export function createFetching(options: FetchingOptions): Fetching {
  const policy = createAddressPolicy(options)
  const gates = createHostGates({ concurrency: options.hostConcurrency, intervalMs: options.hostIntervalMs })
  const lookup = options.lookup && { lookup: options.lookup }
  const agents = createGuardedAgents({ policy, maxSocketsPerHost: options.hostConcurrency, ...lookup })
  const health = createHostHealth(options.health)
  const exchanges = new PQueue({ concurrency: maxExchanges })
  const fetch = createFetcher({ ...options, policy, gates, health, exchanges, agents })
  const robots = createRobots({ fetch, productToken: options.productToken ?? 'Magpie' })
  function believeAgain(): void {
    health.forget()
    robots.forgetFailures()
  }
  return { fetch, robots, gates, bodies: createByteBudget(maxBodyBytes), believeAgain, close: agents.close }
}
