/** The feeds of a run: RSS, Atom and JSON Feed. */
import type { FeedReading } from '../../read/index.ts'
import type { CrawlTools } from '../tools.ts'
import type { FetchDocument } from './fetch-document.ts'
import { createReadOnce } from './read-once.ts'

export interface Feeds {
  /** What these feeds show and link, as far as nobody read them before. */
  read(urls: string[], page: string): Promise<FeedReading[]>
}

export function createFeeds(tools: CrawlTools & { fetchDocument: FetchDocument }): Feeds {
  const accept =
    'application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.1'
  const readOnce = createReadOnce(tools, { accept, read: tools.reader.readFeed })

  return {
    async read(urls, referer) {
      const feeds = await Promise.all(urls.map((url) => readOnce(url, referer)))
      return feeds.flatMap((feed) => feed?.reading ?? [])
    },
  }
}
