/** DNS by the operating system, asked sparingly: slow lookups share few threads among all hosts. */
import { lookup } from 'node:dns/promises'
import { createCache } from './expiring-cache.ts'

/** All addresses of a name; rejects as `dns.lookup` does. */
export type Lookup = (hostname: string) => Promise<string[]>

/** Long enough for the burst of connections that a page causes, short enough to follow a host that moves. */
const keepMs = 30_000
const maxNames = 2000

/** One lookup for all who wait for the same name; failures are not kept. */
export function createSystemLookup(resolve: Lookup = resolveBySystem): Lookup {
  const cache = createCache<string[]>({ maxEntries: maxNames, now: () => performance.now() })
  return (hostname) =>
    cache.get(
      hostname,
      () => resolve(hostname),
      () => keepMs,
    )
}

async function resolveBySystem(hostname: string): Promise<string[]> {
  const answers = await lookup(hostname, { all: true })
  return answers.map(({ address }) => address)
}
