/** The web manifests of a run: each is read once, for the page that named it first. */
import { addressKey } from '#platform'
import { findInManifest, type Picture } from '../find/index.ts'
import { type CrawlTools, robotsRefuse } from './tools.ts'

export interface Manifests {
  /** The pictures of these manifests, as far as nobody read them before. */
  read(urls: string[], page: string): Promise<Picture[]>
}

const accept = 'application/manifest+json,application/json;q=0.9,*/*;q=0.1'

export function createManifests(tools: CrawlTools): Manifests {
  const { fetch, maxPageBytes, signal, log } = tools
  const seen = new Set<string>()

  async function readOne(url: string, referer: string): Promise<Picture[]> {
    const key = addressKey(url)
    if (seen.has(key)) return []
    seen.add(key)
    const permits = (hop: string) => robotsRefuse(tools, hop)
    const result = await fetch({ url, accept, referer, maxBytes: maxPageBytes, signal, permits })
    if (result.ok) return findInManifest({ body: result.body, contentType: result.contentType, url: result.url })
    log.debug({ url, verdict: result.verdict, reason: result.reason }, 'a web manifest could not be had')
    return []
  }

  return {
    async read(urls, referer) {
      const pictures = await Promise.all(urls.map((url) => readOne(url, referer)))
      return pictures.flat()
    },
  }
}
