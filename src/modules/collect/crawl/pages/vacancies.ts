/** Places of pages where an earlier run saw pictures, and where there are none now. */
import { firstSitemapOrdinal } from '../files/sitemaps.ts'
import type { CrawlTools } from '../tools.ts'

/** Empties the places from `from` on, but for those of sitemaps. Nothing in a first run. */
export type Vacate = (page: string, from: number) => Promise<void>

export function createVacate({ collection, processor, recall }: CrawlTools): Vacate {
  return async function vacate(page, from) {
    const places = { collectionId: collection.id, page, from, before: firstSitemapOrdinal }
    if (recall.isPossible) await processor.vacate(places)
  }
}
