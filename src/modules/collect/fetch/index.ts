/** The door of fetching: the only place of Magpie that asks anything of the outside. */
export { type AddressPolicy, createAddressPolicy } from './address-policy.ts'
export type { ByteBudget, Reservation } from './byte-budget.ts'
export { type DataUrl, decodeDataUrl } from './data-url.ts'
export type { ExchangeLimits } from './exchange.ts'
export { createFetcher, type FetcherOptions } from './fetcher.ts'
export { createFetching, type Fetching, type FetchingOptions } from './fetching.ts'
export { createGuardedAgents, type GuardedAgents } from './guarded-agents.ts'
export { createHostGates, type HostGates } from './host-gates.ts'
export { matchesPath, normalisePath, normalisePattern } from './path-pattern.ts'
export type { RetryOptions } from './retry-delay.ts'
export { createRobots, type Robots } from './robots.ts'
export type { Lookup } from './system-lookup.ts'
export type {
  Fetch,
  Fetched,
  FetchRequest,
  FetchResult,
  FetchVerdict,
  NotFetched,
  Permission,
  Refusal,
  ResponseHead,
} from './types.ts'
