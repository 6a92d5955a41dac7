/** From a page that was read to one whose pictures all have their verdicts. */
import type { SeenPage } from '../../findings/page-rows.ts'
import type { PicturePage } from '../images/pictures.ts'
import type { CrawlTools } from '../tools.ts'
import type { FrontierPage } from './frontier-page.ts'
import type { Traps } from './traps.ts'
import type { Vacate } from './vacancies.ts'

/** What collecting came to: how many pictures the page shows, and whether one was new to the run. */
export interface Contents {
  images: number
  hasNews: boolean
}

export type Settle = (
  page: FrontierPage,
  seen: SeenPage,
  collect: (place: PicturePage) => Promise<Contents>,
) => Promise<void>

export function createSettlement(tools: CrawlTools & { traps: Traps; vacate: Vacate }): Settle {
  const { notes, traps, signal, vacate } = tools

  /** Where an earlier run saw more pictures on the page than there are now, the places beyond are empty. */
  async function end(page: SeenPage): Promise<void> {
    await vacate(page.finalUrl ?? page.url, page.images)
    await notes.pages(page)
  }

  return async function settle(page, seen, collect) {
    let hasNews = false
    traps.open(page)
    try {
      const contents = await collect({ url: seen.finalUrl ?? seen.url, title: seen.title })
      hasNews = contents.hasNews
      // What was interrupted is read again by whoever goes on.
      if (!signal.aborted) await end({ ...seen, images: contents.images, settled: true })
    } finally {
      traps.close(page, hasNews)
    }
  }
}
