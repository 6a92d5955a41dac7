/** The text of a robots.txt (RFC 9309) as rules for one crawler. */
import { matchesPath, normalisePath, normalisePattern } from './path-pattern.ts'

export interface RobotsRules {
  /** Longest match wins, Allow wins ties. */
  allows(url: URL): boolean
  /** Crawl-delay in milliseconds; 0 where there is none. */
  crawlDelayMs: number
  /** The values of its Sitemap lines, as written. */
  sitemaps: string[]
}

interface Group {
  rules: Rule[]
  crawlDelayMs: number
}

interface Rule {
  allow: boolean
  pattern: string
}

/**
 * The groups that name the product token, else those of `*`. Written here because `robots-parser` takes memory with
 * the square of a hostile file (63 kB: 0.8 GB) and time with the product of wildcards and path.
 */
export function parseRobots(text: string, productToken: string): RobotsRules {
  const ours = createGroup()
  const everyone = createGroup()
  const sitemaps: string[] = []
  const token = productToken.toLowerCase()
  let isNamed = false
  let current = new Set<Group>()
  let isAfterRule = false

  for (const { field, value } of linesOf(text)) {
    if (field === 'user-agent') {
      if (isAfterRule) current = new Set()
      isAfterRule = false
      if (/^\*(?:\s|$)/.test(value)) current.add(everyone)
      if (tokenOf(value) === token) current.add(ours)
      isNamed ||= current.has(ours)
    } else if (field === 'sitemap') {
      sitemaps.push(value)
    } else if (field === 'allow' || field === 'disallow' || field === 'crawl-delay') {
      isAfterRule = true
      for (const group of current) addLine(group, field, value)
    }
  }
  const { rules, crawlDelayMs } = isNamed ? ours : everyone
  return { allows: (url) => isAllowed(rules, url), crawlDelayMs, sitemaps }
}

function createGroup(): Group {
  return { rules: [], crawlDelayMs: 0 }
}

function* linesOf(text: string): Generator<{ field: string; value: string }> {
  for (const line of text.replace(/^\uFEFF/, '').split(/[\r\n]+/)) {
    const [content = ''] = line.split('#', 1)
    const colon = content.indexOf(':')
    if (colon < 0) continue
    yield { field: content.slice(0, colon).trim().toLowerCase(), value: content.slice(colon + 1).trim() }
  }
}

/** The product token of a User-agent line, which may go on with a version: `Magpie/1.0`. */
function tokenOf(value: string): string | undefined {
  return /^[a-z_-]+/.exec(value.toLowerCase())?.[0]
}

function addLine(group: Group, field: 'allow' | 'disallow' | 'crawl-delay', value: string): void {
  if (field === 'crawl-delay') group.crawlDelayMs = delayMs(value) ?? group.crawlDelayMs
  else if (value !== '') group.rules.push({ allow: field === 'allow', pattern: normalisePattern(value) })
}

function delayMs(value: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : undefined
}

function isAllowed(rules: readonly Rule[], url: URL): boolean {
  if (url.pathname === '/robots.txt') return true
  const path = normalisePath(url.pathname + url.search)
  let best: Rule | undefined
  for (const rule of rules) if (isBetter(rule, best) && matchesPath(rule.pattern, path)) best = rule
  return best?.allow ?? true
}

function isBetter(rule: Rule, best: Rule | undefined): boolean {
  if (!best || rule.pattern.length > best.pattern.length) return true
  return rule.pattern.length === best.pattern.length && rule.allow && !best.allow
}
