/** The web manifests of a run. */
import { findInManifest, type Picture } from '../find/index.ts'
import { createReadOnce } from './read-once.ts'
import type { CrawlTools } from './tools.ts'

export interface Manifests {
  /** The pictures of these manifests, as far as nobody read them before. */
  read(urls: string[], page: string): Promise<Picture[]>
}

export function createManifests(tools: CrawlTools): Manifests {
  const readOnce = createReadOnce(tools, 'application/manifest+json,application/json;q=0.9,*/*;q=0.1')

  async function readOne(url: string, referer: string): Promise<Picture[]> {
    const manifest = await readOnce(url, referer)
    return manifest ? findInManifest(manifest) : []
  }

  return {
    async read(urls, referer) {
      const pictures = await Promise.all(urls.map((url) => readOne(url, referer)))
      return pictures.flat()
    },
  }
}
