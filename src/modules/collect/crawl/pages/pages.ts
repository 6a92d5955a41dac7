/** Reading one page: its verdict, its links, its pictures. */
import type { NotFetched, Permission, ResponseHead } from '../../fetch/index.ts'
import { type Directives, type Document, isImageFile, type Picture, pageKey } from '../../find/index.ts'
import type { SeenPage } from '../../findings/page-rows.ts'
import { type PageReading, pack, ReadingFailure } from '../../read/index.ts'
import { toPageVerdict } from '../../types.ts'
import { isAbsence } from '../absence.ts'
import type { FetchDocument, FetchedDocument } from '../files/fetch-document.ts'
import type { PicturePage, Pictures } from '../images/pictures.ts'
import { acceptsHtml, isImageType, namesType, refuseOtherXml } from '../page-types.ts'
import { type CrawlTools, robotsRefuse } from '../tools.ts'
import { type Frontier, unread } from './frontier.ts'
import type { FrontierPage } from './frontier-page.ts'
import type { PageContents } from './page-contents.ts'
import { createPageLinks } from './page-links.ts'
import { pageReason } from './page-reason.ts'
import { createSettlement } from './page-settlement.ts'
import type { SiteScope } from './scope.ts'
import type { Traps } from './traps.ts'
import type { TwinPages } from './twin-pages.ts'
import { createVacate } from './vacancies.ts'

export interface PagesOptions extends CrawlTools {
  fetchDocument: FetchDocument
  scope: SiteScope
  frontier: Frontier
  traps: Traps
  twins: TwinPages
  pictures: Pictures
  contents: PageContents
  readSitemaps(start: string): Promise<void>
}

/** What reading a page came to; its pictures may still be on their way. */
export interface Visit {
  page: SeenPage
  /** Resolves when every picture of the page has its verdict. */
  settled: Promise<void>
  /** Memory that waits for it. */
  bytes: number
}

const accept = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1'

export function createPages(options: PagesOptions): (page: FrontierPage) => Promise<Visit> {
  const { runId, collection, fetchDocument, reader, notes, maxPageBytes, scope, frontier, traps, twins } = options
  const vacate = createVacate(options)
  const settle = createSettlement({ ...options, vacate })
  const takeLinks = createPageLinks(options)
  const isStart = ({ depth, url }: FrontierPage) => depth === 0 && scope.isStart(url)

  async function visit(page: FrontierPage): Promise<Visit> {
    const trap = page.depth === 0 ? undefined : await traps.judge(page.url)
    if (trap !== undefined) return skipTrap(page, trap)
    let isImage = false
    const accepts = (head: ResponseHead) => {
      isImage = isImageType(head)
      return acceptsHtml(head)
    }
    const permits = (hop: string) => permitsHop(page, hop)
    const result = await fetchDocument({ url: page.url, accept, maxBytes: maxPageBytes, permits, accepts })
    if (result.ok) {
      const { document, status } = result
      const { url } = document
      if (isImageByBytes(document)) return collectAsImage(page, { url, status })
      const refusal = refuseOtherXml(document)
      return refusal ? leave(page, { ...refusal, url, status }) : read(page, result)
    }
    return isImage || isImageElsewhere(result) ? collectAsImage(page, result) : leave(page, result)
  }

  /** Whoever names no type leaves it to the bytes. */
  function isImageByBytes({ contentType, body }: Document): boolean {
    return !namesType(contentType) && options.processor.recognizes(body)
  }

  /** Pages stay on the site, images need not: a download may lead to another host, which nothing was asked of yet. */
  function isImageElsewhere({ verdict, url }: NotFetched): boolean {
    return verdict === 'out-of-scope' && isImageFile(url)
  }

  /** The start page may redirect to where it likes: its new address is the site. Of a single page, only frames are read beside it. */
  async function permitsHop(page: FrontierPage, hop: string): Promise<Permission> {
    const reason = isStart(page) ? undefined : scope.refusesFrame(hop)
    if (reason) return { verdict: 'out-of-scope', reason: `It redirects to ${hop}. ${reason}` }
    return robotsRefuse(options, hop)
  }

  async function skipTrap(page: FrontierPage, reason: string): Promise<Visit> {
    frontier.trap()
    frontier.giveBack()
    return done({ ...unread(runId, page), verdict: 'limit', reason, settled: true })
  }

  async function leave(page: FrontierPage, result: Pick<NotFetched, 'verdict' | 'reason' | 'url' | 'status'>) {
    const { verdict, reason, url, status } = result
    frontier.giveBack()
    const known = { ...unread(runId, page), finalUrl: url, reason, status, settled: true }
    if (verdict === 'http-error') await notes.pages(...frontier.release(page))
    const isEmpty = isAbsence(status) || verdict === 'not-html'
    if (isEmpty) await vacate(url, 0)
    if (isEmpty || verdict === 'out-of-scope') await leaveBehind(page, url)
    // What an aborted crawl did not read keeps waiting: whoever goes on reads it, or the end of the run tells.
    return verdict === 'cancelled' ? nothing(known) : done({ ...known, verdict: toPageVerdict(verdict) })
  }

  /** An address that leads on to another shows nothing itself any more. */
  async function leaveBehind(page: FrontierPage, finalUrl: string): Promise<void> {
    if (finalUrl !== page.url) await vacate(page.url, 0)
  }

  /** A link that says nothing of its kind may lead to an image. */
  async function collectAsImage(
    page: FrontierPage,
    { url, status }: Pick<NotFetched, 'url' | 'status'>,
  ): Promise<Visit> {
    frontier.giveBack()
    const reason = 'It is an image, and was collected as one.'
    const seen: SeenPage = { ...unread(runId, page), finalUrl: url, verdict: 'not-html', reason, status, images: 1 }
    await notes.pages(seen)
    await leaveBehind(page, url)
    const picture: Picture = { element: 'a', alt: null, candidates: [page.url] }
    const settled = settle(page, seen, async (place) => {
      const news = await options.pictures.collect(pack([picture]), place, 0)
      return { images: 1, hasNews: news > 0 }
    })
    return { page: seen, settled, bytes: 0 }
  }

  async function read(page: FrontierPage, result: FetchedDocument): Promise<Visit> {
    const { document, status } = result
    const fetched: SeenPage = { ...unread(runId, page), finalUrl: document.url, verdict: 'fetched', status }
    await leaveBehind(page, document.url)
    if (pageKey(page.url) !== pageKey(document.url)) {
      if (isStart(page)) scope.moveTo(document.url)
      if (!frontier.claim(document.url)) return skipRedirect(fetched)
    }
    try {
      return await take(page, fetched, await reader.readPage(document), result.isUnchanged)
    } catch (error) {
      if (!(error instanceof ReadingFailure)) throw error
      if (error.cause) options.log.error({ err: error.cause, url: document.url }, 'a page could not be read')
      return leave(page, { verdict: 'too-large', reason: error.message, url: document.url, status })
    }
  }

  async function take(page: FrontierPage, fetched: SeenPage, reading: PageReading, isUnchanged: boolean) {
    const directives = collection.robots ? reading.directives : { noFollow: null, noImages: null }
    await takeLinks(page, reading, directives.noFollow)
    const twin = twins.find(fetched.finalUrl ?? page.url, reading)
    const again = `It is the page ${twin} again, as its canonical link says.`
    if (twin) return leaveTwin(page, { ...fetched, title: reading.title }, again)
    const reason = pageReason(reading, directives, isUnchanged)
    const seen = { ...fetched, title: reading.title, images: reading.pictures.length, reason }
    if (reading.isCut) frontier.cut()
    await notes.pages(seen)
    const settled = settle(page, seen, (place) => collectContents(page, reading, place, directives))
    return { page: seen, settled, bytes: weightOf(reading) }
  }

  /** With the start page goes what the site says of itself: who takes over before that is read reads it again. */
  async function collectContents(page: FrontierPage, reading: PageReading, place: PicturePage, directives: Directives) {
    const sitemaps = isStart(page) ? options.readSitemaps(place.url) : undefined
    const [contents] = await Promise.all([options.contents.collect(page, reading, place, directives), sitemaps])
    return contents
  }

  async function skipRedirect(page: SeenPage): Promise<Visit> {
    frontier.giveBack()
    return done({ ...page, reason: 'It redirects to a page that is read on its own.', settled: true })
  }

  /** It was read, and counts: a site may say of pages without end that they are one. */
  async function leaveTwin(page: FrontierPage, seen: SeenPage, reason: string): Promise<Visit> {
    traps.open(page)
    traps.close(page, false)
    return done({ ...seen, reason, settled: true })
  }

  async function done(page: SeenPage): Promise<Visit> {
    await notes.pages(page)
    return nothing(page)
  }

  return visit
}

function nothing(page: SeenPage): Visit {
  return { page, settled: Promise.resolve(), bytes: 0 }
}

function weightOf({ pictures }: PageReading): number {
  return pictures.parts.reduce((sum, part) => sum + part.byteLength, 0)
}
