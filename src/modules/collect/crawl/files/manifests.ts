/** The web manifests of a run. */
import type { Picture } from '../../find/index.ts'
import type { CrawlTools } from '../tools.ts'
import type { FetchDocument } from './fetch-document.ts'
import { createReadOnce } from './read-once.ts'

export interface Manifests {
  /** The pictures of these manifests, as far as nobody read them before. */
  read(urls: string[], page: string): Promise<Picture[]>
}

export function createManifests(tools: CrawlTools & { fetchDocument: FetchDocument }): Manifests {
  const accept = 'application/manifest+json,application/json;q=0.9,*/*;q=0.1'
  const readOnce = createReadOnce(tools, { accept, read: tools.reader.readManifest })

  return {
    async read(urls, referer) {
      const manifests = await Promise.all(urls.map((url) => readOnce(url, referer)))
      return manifests.flatMap((manifest) => manifest?.reading ?? [])
    },
  }
}
