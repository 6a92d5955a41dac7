/** What reading a document in another thread yields. */
import type { Document, PageFindings, Picture, SitemapFindings } from '../find/index.ts'
import type { PackedList } from './packed-list.ts'

export interface PageReading extends Omit<PageFindings, 'pictures' | 'links' | 'fileLinks'> {
  /** In document order; the position in this list is the picture's ordinal on its page. */
  pictures: PackedList<Picture>
  links: PackedList<string>
  fileLinks: PackedList<string>
  /** Equal for two pages that show the same pictures under the same title, with the same sheets, manifests and feeds. */
  fingerprint: string
}

/** Of a style sheet, and of the file of a drawing that stands in a frame. */
export interface SheetReading {
  pictures: PackedList<Picture>
  imports: string[]
}

export interface SitemapReading {
  pages: PackedList<string>
  images: PackedList<SitemapFindings['images'][number]>
  sitemaps: string[]
}

export interface FeedReading {
  pictures: PackedList<Picture>
  links: PackedList<string>
}

/**
 * Reads documents in a thread of its own, so that none holds up the server.
 * Each call rejects, with a ReadingFailure, for a document that takes more time or memory than any may have.
 */
export interface Reader {
  readPage(document: Document): Promise<PageReading>
  readSheet(document: Document): Promise<SheetReading>
  readDrawing(document: Document): Promise<SheetReading>
  readManifest(document: Document): Promise<Picture[]>
  readSitemap(document: Document): Promise<SitemapReading>
  readFeed(document: Document): Promise<FeedReading>
  close(): Promise<void>
}

/** The document could not be read: it is too much, or we have made a mistake, which `cause` is then. */
export class ReadingFailure extends Error {
  readonly code = 'ERR_READING'
}
