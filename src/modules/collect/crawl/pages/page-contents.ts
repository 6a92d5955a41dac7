/** What a page shows: its own pictures, and those of the files that go with it. */
import type { Directives } from '../../find/index.ts'
import { type PackedList, type PageReading, pack, unpack } from '../../read/index.ts'
import type { Feeds } from '../files/feeds.ts'
import type { Manifests } from '../files/manifests.ts'
import type { Sheets } from '../files/sheets.ts'
import type { PicturePage, Pictures } from '../images/pictures.ts'
import type { Notes } from '../tools.ts'
import type { Frontier } from './frontier.ts'
import type { FrontierPage } from './frontier-page.ts'
import type { Contents } from './page-settlement.ts'

export interface PageContents {
  /** Resolves when every picture has its verdict. */
  collect(page: FrontierPage, reading: PageReading, place: PicturePage, directives: Directives): Promise<Contents>
}

export interface PageContentsOptions {
  notes: Notes
  frontier: Frontier
  pictures: Pictures
  sheets: Sheets
  manifests: Manifests
  feeds: Feeds
}

export function createPageContents(options: PageContentsOptions): PageContents {
  const { notes, frontier, pictures, sheets, manifests, feeds } = options

  /** What its sheets, its manifests, then its feeds show: places after those of its own pictures. */
  async function collectFromFiles(page: FrontierPage, reading: PageReading, place: PicturePage) {
    const [fromSheets, fromManifests, fromFeeds] = await Promise.all([
      sheets.read(reading.sheets, place.url),
      manifests.read(reading.manifests, place.url),
      feeds.read(reading.feeds, place.url),
    ])
    for (const { links } of fromFeeds) await takeLinks(page, links)
    const lists = [...fromSheets, pack(fromManifests), ...fromFeeds.map((feed) => feed.pictures)]
    let ordinal = reading.pictures.length
    let news = 0
    for (const list of lists) {
      news += await pictures.collect(list, place, ordinal)
      ordinal += list.length
    }
    return { count: ordinal - reading.pictures.length, news }
  }

  async function takeLinks(page: FrontierPage, links: PackedList<string>): Promise<void> {
    for await (const urls of unpack(links)) await notes.pages(...frontier.add(urls, page.depth + 1, page))
  }

  /** Links that looked like those of images: albums and wikis show a page under the name of its picture. */
  async function takePages(page: FrontierPage, fileLinks: PackedList<string>): Promise<void> {
    for await (const urls of unpack(fileLinks)) {
      await notes.pages(...frontier.add(urls.filter(pictures.leadsToPage), page.depth + 1, page))
    }
  }

  return {
    async collect(page, reading, place, { noImages, noFollow }) {
      const own = reading.pictures.length
      if (noImages !== null) {
        const reason = `The page asks crawlers to leave its pictures alone (${noImages}).`
        await pictures.leaveAlone(reading.pictures, place, reason)
        return { images: own, hasNews: false }
      }
      const [fromFiles, news] = await Promise.all([
        collectFromFiles(page, reading, place),
        pictures.collect(reading.pictures, place, 0),
      ])
      if (noFollow === null) await takePages(page, reading.fileLinks)
      return { images: own + fromFiles.count, hasNews: news + fromFiles.news > 0 }
    },
  }
}
