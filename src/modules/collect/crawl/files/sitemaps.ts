/** The sitemaps of a site: those that its robots.txt names, /sitemap.xml, and those that they lead to. */
import { pack, type SitemapReading, unpack } from '../../read/index.ts'
import { createBoundedWork } from '../bounded-work.ts'
import type { Pictures } from '../images/pictures.ts'
import type { Frontier } from '../pages/frontier.ts'
import type { SiteScope } from '../pages/scope.ts'
import type { CrawlTools } from '../tools.ts'
import type { FetchDocument } from './fetch-document.ts'
import { createReadOnce } from './read-once.ts'

export interface SitemapsOptions extends CrawlTools {
  fetchDocument: FetchDocument
  scope: SiteScope
  frontier: Frontier
  pictures: Pictures
}

/** Of one file, after decompression (sitemaps.org). */
const maxBytes = 50 * 1024 ** 2
const maxFiles = 500
/** Pages and images that sitemaps may add to one run. */
const maxPages = 200_000
const maxImages = 500_000
/** Where the pictures stand that a sitemap names for a page: after all that the page shows itself. */
export const firstSitemapOrdinal = 1_000_000
/** As far as the database counts. */
const beyondOrdinals = 2 ** 31 - 1
const pagesAtOnce = 32

/** Reads them all; their pages are one link away from the start, and their images belong to the pages that they are named for. */
export function createSitemaps(options: SitemapsOptions): (start: string) => Promise<void> {
  const { collection, robots, reader, notes, scope, frontier, pictures, processor, recall, signal } = options
  const accept = 'application/xml,text/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1'
  const readOnce = createReadOnce(options, { accept, read: reader.readSitemap, maxBytes, maxFiles })
  const ordinals = new Map<string, number>()
  const work = createBoundedWork(pagesAtOnce)
  let pagesLeft = maxPages
  let imagesLeft = maxImages

  async function readAll(named: string[]): Promise<void> {
    const queue = named.slice(0, maxFiles)
    for (const url of queue) {
      if (signal.aborted) return
      const sitemap = await readOnce(url, undefined)
      if (!sitemap) continue
      await takePages(sitemap.reading)
      await takeImages(sitemap.reading)
      queue.push(...sitemap.reading.sitemaps.slice(0, maxFiles - queue.length))
    }
  }

  async function takePages({ pages }: SitemapReading): Promise<void> {
    for await (const urls of unpack(pages)) {
      const taken = urls.slice(0, pagesLeft)
      pagesLeft -= taken.length
      await notes.pages(...frontier.add(taken, 1))
    }
  }

  async function takeImages({ images }: SitemapReading): Promise<void> {
    for await (const part of unpack(images)) {
      const own = part.filter(({ page }) => scope.refuses(page) === undefined).slice(0, imagesLeft)
      imagesLeft -= own.length
      for (const [page, named] of Map.groupBy(own, (image) => image.page)) {
        await work.start(() => collect(page, named))
      }
    }
  }

  async function collect(page: string, named: { url: string }[]): Promise<void> {
    const found = named.map(({ url }) => ({ element: 'sitemap' as const, alt: null, candidates: [url] }))
    const ordinal = ordinals.get(page) ?? firstSitemapOrdinal
    ordinals.set(page, ordinal + found.length)
    await pictures.collect(pack(found), { url: page, title: null }, ordinal)
  }

  /** Where an earlier run was told of more pictures of a page than there are now, the places beyond are empty. */
  async function vacateRest(): Promise<void> {
    if (!recall.isPossible || signal.aborted) return
    for (const [page, from] of ordinals) {
      await processor.vacate({ collectionId: collection.id, page, from, before: beyondOrdinals })
    }
  }

  return async function readSitemaps(start) {
    // They lie at no distance from the start page, and lead away from a single one.
    if (collection.scope === 'page' || collection.maxDepth !== null) return
    await readAll([...(await robots.sitemaps(start)), new URL('/sitemap.xml', start).href])
    await work.done()
    await vacateRest()
  }
}
