/** Which pages belong to a site. */
import { getDomain } from 'tldts'
import { matchesPath, normalisePath, normalisePattern } from '../../fetch/index.ts'
import type { Settings } from '../../types.ts'

export interface SiteScope {
  /** Undefined: the page belongs to the site. Otherwise why not, in words for a person. */
  refuses(url: string): string | undefined
  /** The same of a page that another one shows in a frame: a single page brings those of its host along. */
  refusesFrame(url: string): string | undefined
  /** True of the start page, and of where it leads by itself. */
  isStart(url: string): boolean
  /** A start page that redirects, or refreshes itself elsewhere at once, takes the site along: `example.org` is collected at `www.example.org`. */
  moveTo(url: string): void
}

type ScopeSettings = Pick<Settings, 'scope' | 'include' | 'exclude'> & { url: string }

export function createScope({ url, scope, include, exclude }: ScopeSettings): SiteScope {
  const anchors = [new URL(url)]
  const [included, excluded] = [include.map(normalisePattern), exclude.map(normalisePattern)]

  const isAnchor = (page: URL) => anchors.some((anchor) => anchor.href === page.href)

  function refuses(text: string, within: Settings['scope']): string | undefined {
    const page = new URL(text)
    if (!anchors.some((anchor) => belongs[within](page, anchor))) return outside[scope]
    if (isAnchor(page)) return undefined
    return refusedByPatterns(normalisePath(page.pathname + page.search), included, excluded)
  }

  return {
    refuses: (url) => refuses(url, scope),
    refusesFrame: (url) => refuses(url, scope === 'page' ? 'host' : scope),
    isStart: (url) => isAnchor(new URL(url)),
    moveTo(text) {
      anchors.push(new URL(text))
    },
  }
}

/** One line a scope. The protocol never matters; the port does. */
const belongs: Record<Settings['scope'], (page: URL, anchor: URL) => boolean> = {
  page: (page, anchor) =>
    page.host === anchor.host && page.pathname === anchor.pathname && page.search === anchor.search,
  path: (page, anchor) => page.host === anchor.host && page.pathname.startsWith(folderOf(anchor)),
  host: (page, anchor) => page.host === anchor.host,
  domain: (page, anchor) => page.host === anchor.host || isSameDomain(page, anchor),
}

const outside: Record<Settings['scope'], string> = {
  page: 'Only the start page is collected.',
  path: "The page is outside the start page's path.",
  host: 'The page is on another host.',
  domain: 'The page is on another domain.',
}

function folderOf({ pathname }: URL): string {
  return pathname.slice(0, pathname.lastIndexOf('/') + 1)
}

/** Addresses without a name have no domain. */
function isSameDomain(page: URL, anchor: URL): boolean {
  const domain = registrableDomain(anchor)
  return domain !== null && domain === registrableDomain(page)
}

function registrableDomain({ hostname }: URL): string | null {
  return getDomain(hostname, { allowPrivateDomains: true })
}

function refusedByPatterns(path: string, include: string[], exclude: string[]): string | undefined {
  if (exclude.some((pattern) => matchesPath(pattern, path))) return 'The page matches a pattern that excludes it.'
  if (include.length === 0 || include.some((pattern) => matchesPath(pattern, path))) return undefined
  return 'The page matches none of the patterns that include pages.'
}
