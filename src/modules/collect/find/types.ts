/** What finding yields: from bytes, headers and an address to pictures, links and directives. No network in it. */
import type { Element } from '#process'

/** What one element of a page shows: one picture with its candidates. */
export interface Picture {
  element: Element
  /** null: the element has no alt text at all; '': it has an empty one. */
  alt: string | null
  /** Of the figure that it stands in, blanks folded, at most 1,000 UTF-16 units; only where there is one, as the next. */
  caption?: string
  /** The nearest one: in the innermost part of the page that holds the picture and a heading, the last before it, or else the next. */
  heading?: string
  /** Absolute http(s) URLs without fragment, or `data:` URLs; best first, no repetitions, never empty. */
  candidates: string[]
}

export interface Document {
  /** The body as it came, decompressed. */
  body: Buffer
  /** The Content-Type header, if any. */
  contentType: string | null
  /** Where it was finally found, after redirects. */
  url: string
  /** Other headers that say something about the document, each as often as it came. */
  headers?: DocumentHeaders
}

export interface DocumentHeaders {
  /** `X-Robots-Tag`. */
  robots?: string[]
  /** `Link` (RFC 8288). */
  link?: string[]
  /** `Refresh`. */
  refresh?: string
}

/** What a document or an image asks of crawlers; each the directive's name as written (`none`, `noai`), or null. */
export interface Directives {
  /** Its links are not to be followed. */
  noFollow: string | null
  /** Its pictures are not to be taken. */
  noImages: string | null
}

export interface PageFindings {
  title: string | null
  /** In document order, those of inline data last; the position in this list is the picture's ordinal on its page. */
  pictures: Picture[]
  /** Absolute http(s) URLs of other documents (a, area, frames), in document order, without fragment, no repetitions. */
  links: string[]
  /** Those of the links that are shown inside of the page, in frames. */
  frames: string[]
  /** The one to which the page sends its reader at once: absolute http(s) URL, or null. */
  refresh: string | null
  /** Links whose ending is that of an image, none of `links`: a picture each, and a page where the server says so. */
  fileLinks: string[]
  /** Absolute http(s) URLs of the style sheets that the page links or imports, and of the drawings in its frames, no repetitions. */
  sheets: string[]
  /** Absolute http(s) URLs of the web manifests that the page links, no repetitions. */
  manifests: string[]
  /** Absolute http(s) URLs of the feeds (RSS, Atom, JSON Feed) that the page announces, no repetitions. */
  feeds: string[]
  /** Absolute http(s) URL that the page calls its own, or null. */
  canonical: string | null
  directives: Directives
  /** It shows nothing, and looks like what scripts are to fill: only a browser would see its pictures. */
  needsBrowser: boolean
  /** It names more pictures or links than are taken from one page. */
  isCut: boolean
}

export interface SheetFindings {
  /** Of a sheet: each with element `css`, alt null. */
  pictures: Picture[]
  /** Absolute http(s) URLs of imported sheets, no repetitions. */
  imports: string[]
}

export interface SitemapFindings {
  /** Absolute http(s) URLs of pages, in the order written, no repetitions. */
  pages: string[]
  /** Absolute http(s) URLs of other sitemaps, no repetitions. */
  sitemaps: string[]
  /** Absolute http(s) URLs of images, each with the page that shows it. */
  images: { url: string; page: string }[]
}

export interface FeedFindings {
  /** Each with element `feed`; the same picture named in several ways is one. */
  pictures: Picture[]
  /** Absolute http(s) URLs of its items, no repetitions. */
  links: string[]
}
