/** The API's shapes as the gallery uses them, written down once from the HTTP contract. */

export type RunState = 'queued' | 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled'

/** What became of an image's address since the run before. */
export type Change = 'new' | 'changed' | 'unchanged' | 'gone'

/** One pass over a website. `found` is always the sum of the other counts. */
export interface Run {
  id: string
  collectionId: string
  state: RunState
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
  pages: { found: number; fetched: number; skipped: number; failed: number; waiting: number }
  images: {
    found: number
    stored: number
    duplicate: number
    alternate: number
    skipped: number
    failed: number
    waiting: number
  }
  bytes: number
  error: string | null
  /** Addresses of images against the run before; null where there is nothing to compare, or not yet. */
  changes: Record<Change, number> | null
}

/** A website with its settings, its latest run and its totals; `url` is null for a list of images. */
export interface Collection {
  id: string
  url: string | null
  name: string | null
  scope: string
  createdAt: string
  run: Run | null
  images: number
  bytes: number
}

/** Distinct bytes, identified by their digest. Texts and addresses come from strangers. */
export interface Image {
  id: string
  url: string
  format: string
  width: number
  height: number
  bytes: number
  animated: boolean
  frames: number
  alpha: boolean
  damaged: boolean
  orientation: string
  color: string | null
  thumbhash: string | null
  alt: string | null
  /** '' where a list of images does not say. */
  page: string
  host: string
  firstSeenAt: string
  links: { thumbnail: string | null; preview: string | null; original: string | null }
}

/** A use of an image on a page. `alt` is null where the element has none at all, '' where it is empty. */
export interface Occurrence {
  /** '' where a list of images does not say. */
  page: string
  pageTitle: string | null
  element: string
  alt: string | null
  /** Of the figure around it, and the nearest on the page. */
  caption: string | null
  heading: string | null
  url: string
  alternates: string[]
}

export interface ImageDetails extends Image {
  /** Up to five colours, the commonest first; `share` is a part of 1. */
  palette: { color: string; share: number }[]
  /** Milliseconds of one round of an animation. */
  duration: number | null
  metadata: ImageMetadata | null
  occurrences: Occurrence[]
}

/** What the file says of itself, by the names of the standards. Strangers wrote it. */
export interface ImageMetadata {
  /** Of a JPEG: 1 to 100. */
  quality: number | null
  iccProfile: string | null
  exif: Record<string, unknown> | null
  iptc: Record<string, unknown> | null
  xmp: Record<string, unknown> | null
  hasLocation: boolean
}

/** What became of an image's address in a run; `reason` says it in words where the verdict alone does not. */
export interface Resource {
  url: string
  verdict: string
  reason: string | null
  status: number | null
  bytes: number | null
  /** The id of the image that was had, or null; of an alternate, what was taken in its stead. */
  image: string | null
  /** Where it was found first; '' where a list does not say. */
  page: string
  change: Change | null
}

/** What became of a page's address in a run. */
export interface PageRow {
  url: string
  verdict: string
  reason: string | null
  status: number | null
  title: string | null
  /** How many pictures it shows. */
  images: number
}

export interface Page<T> {
  items: T[]
  next: string | null
}

export interface FieldError {
  path: string
  message: string
}

/** An error as the API words it (RFC 9457). */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  errors: FieldError[]
}

/** An image of a list, taken as it is. */
export interface ListedImage {
  url: string
  alt?: string
  /** Address of the page that shows it. */
  page?: string
}

/** What to collect, a website or a list of images; what is left out takes the server's default. */
export interface CollectRequest {
  url?: string
  images?: ListedImage[]
  name?: string
  scope?: string
  maxPages?: number
  maxDepth?: number
  include?: string[]
  exclude?: string[]
  robots?: boolean
  fullSize?: boolean
  minWidth?: number
  minHeight?: number
}
