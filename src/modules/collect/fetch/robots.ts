/** robots.txt of every origin: fetched once, kept for a while, asked before every request. */
import { createCache } from './expiring-cache.ts'
import { parseRobots, type RobotsRules } from './robots-rules.ts'
import type { Fetch, NotFetched, Permission, Refusal } from './types.ts'

export interface Robots {
  /** The refusal of a URL that its host's robots.txt keeps Magpie from, or the gap that it asks for. */
  permits(url: string): Promise<Permission>
  /** Absolute URLs of the Sitemap lines of the robots.txt of this URL's origin; http and https only, no repetitions. */
  sitemaps(url: string): Promise<string[]>
  /** Asks again where a robots.txt could not be had. */
  forgetFailures(): void
}

export interface RobotsOptions {
  fetch: Fetch
  /** The bare name that robots.txt files know the crawler by. */
  productToken: string
  /** The clock, in milliseconds. */
  now?: () => number
}

/** What an origin answered: rules, or why nothing of it may be collected. */
type Answer = { rules: RobotsRules } | { refusal: Refusal }

/** 500 KiB, the least that RFC 9309 wants parsed; the rest is ignored. */
const maxBytes = 500 * 1024
const maxCrawlDelayMs = 30_000
const maxOrigins = 2000
/** RFC 9309 wants no more than a day; what failed is asked again sooner. */
const keepMs = 3_600_000
const keepFailureMs = 60_000

export function createRobots({ fetch, productToken, now = Date.now }: RobotsOptions): Robots {
  const cache = createCache<Answer>({ maxEntries: maxOrigins, now })
  const failed = new Set<string>()

  async function load(origin: string): Promise<Answer> {
    const url = `${origin}/robots.txt`
    const result = await fetch({ url, accept: 'text/plain, */*;q=0.1', maxBytes: maxBytes + 1, overflow: 'cut' })
    if (result.ok) return { rules: parseRobots(wholeLines(result.body).toString('utf8'), productToken) }
    if (isUnavailable(result)) return { rules: parseRobots('', productToken) }
    failed.add(origin)
    return { refusal: refusalFor(result) }
  }

  async function answerFor(url: URL): Promise<Answer> {
    const keep = (answer: Answer) => ('rules' in answer ? keepMs : keepFailureMs)
    return cache.get(url.origin, () => load(url.origin), keep)
  }

  return {
    async permits(text) {
      const url = webUrl(text)
      if (!url) return undefined // refused by the fetcher, with better words
      const answer = await answerFor(url)
      if ('refusal' in answer) return answer.refusal
      return answer.rules.allows(url) ? gapOf(answer.rules) : disallowed
    },
    async sitemaps(text) {
      const url = webUrl(text)
      const answer = url && (await answerFor(url))
      if (!url || !answer || 'refusal' in answer) return []
      return [...new Set(answer.rules.sitemaps.flatMap((sitemap) => webUrl(sitemap, url)?.href ?? []))]
    },
    forgetFailures() {
      for (const origin of failed) cache.forget(origin)
      failed.clear()
    },
  }
}

/** What is read of a file. A line that the limit breaks off says something else than it would: `Disallow: /` of `Disallow: /a`. */
function wholeLines(body: Buffer): Buffer {
  if (body.length <= maxBytes) return body
  return body.subarray(0, Math.max(body.lastIndexOf('\n', maxBytes), body.lastIndexOf('\r', maxBytes), 0))
}

const disallowed: Refusal = {
  verdict: 'robots',
  reason: "The host's robots.txt asks crawlers not to fetch this address.",
}

function gapOf({ crawlDelayMs }: RobotsRules): Permission {
  return crawlDelayMs > 0 ? { intervalMs: Math.min(crawlDelayMs, maxCrawlDelayMs) } : undefined
}

/** RFC 9309, 2.3.1.3: a 4xx, or redirects without end, mean that there are no rules. */
function isUnavailable({ verdict, status }: NotFetched): boolean {
  return verdict === 'redirect-loop' || (verdict === 'http-error' && status !== null && status < 500)
}

/** RFC 9309, 2.3.1.4: unreachable means complete disallow. The guard's verdict against an address wins. */
function refusalFor({ verdict, reason }: NotFetched): Refusal {
  if (verdict === 'refused-address') return { verdict, reason: `The host's robots.txt could not be had: ${reason}` }
  return {
    verdict: 'robots',
    reason: `The host's robots.txt could not be had, so nothing of it is collected: ${reason}`,
  }
}

function webUrl(text: string, base?: URL): URL | undefined {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : undefined
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined
}
