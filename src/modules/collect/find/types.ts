/** What finding yields: from bytes, headers and an address to pictures, links and directives. No network in it. */
import type { Element } from '#process'

/** What one element of a page shows: one picture with its candidates. */
export interface Picture {
  element: Element
  /** null: the element has no alt text at all; '': it has an empty one. */
  alt: string | null
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
}

export interface PageFindings {
  title: string | null
  /** In document order; the position in this list is the picture's ordinal on its page. */
  pictures: Picture[]
  /** Absolute http(s) URLs of other documents (a, area, frames), in document order, without fragment, no repetitions. */
  links: string[]
  /** Absolute http(s) URLs of the style sheets that the page links or imports, no repetitions. */
  sheets: string[]
  /** Absolute http(s) URLs of the web manifests that the page links, no repetitions. */
  manifests: string[]
}

export interface SheetFindings {
  /** Each with element `css`, alt null. */
  pictures: Picture[]
  /** Absolute http(s) URLs of imported sheets, no repetitions. */
  imports: string[]
}
