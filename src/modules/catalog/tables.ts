/** The catalogue's tables, as the migrations make them. */
import type { TalliedRow } from './facets/image-values.ts'

export type CatalogTables = {
  blobs: BlobTable
  blob_parts: BlobPartTable
  images: ImageTable
  image_details: DetailTable
  image_colors: ColorTable
  image_words: WordTable
  collection_images: HeldTable
  collection_totals: { collection_id: string; images: number; bytes: number }
  occurrences: OccurrenceTable
  image_uses: UseTable
  facet_counts: FacetCountTable
  catalogue_revision: { id: number; revision: number }
  /** Collect's own, but for `forgotten`: 1 when a collection is going: nothing is answered or taken of it any more, whatever is still there. */
  collections: { id: string; forgotten: number }
}

/**
 * Follows `occurrences`; what is found by it, the database's full-text index `image_words_index` knows. The facts are those of the image,
 * so that facets of a search read nothing else.
 */
export interface WordTable extends TalliedRow {
  image_id: string
  words: string
}

export interface BlobTable {
  digest: string
  size: number
  /** The first of it; the others are parts. */
  data: Buffer
}

export interface BlobPartTable {
  digest: string
  /** Where in the blob its bytes begin. */
  start: number
  data: Buffer
}

export interface ImageTable {
  id: string
  thumbnail: string | null
  /** null until somebody asked for it. */
  preview: string | null
  url: string
  host: string
  domain: string
  page: string
  alt: string | null
  format: string
  width: number
  height: number
  pixels: number
  bytes: number
  animated: number
  frames: number
  alpha: number
  damaged: number
  orientation: string
  /** How it is used, in all collections: see facets/ways.ts. */
  ways: number
  color: string | null
  thumbhash: string | null
  phash: string | null
  first_seen_at: number
}

export interface DetailTable {
  image_id: string
  palette: string
  duration: number | null
  metadata: string | null
}

/** A colour of a palette, in OKLab, in thousandths. */
export interface ColorTable extends Pick<ImageTable, 'first_seen_at'> {
  image_id: string
  cell: number
  lightness: number
  red: number
  yellow: number
}

/** That a collection holds an image, with what lists of it are ordered by. */
export interface HeldTable extends Pick<ImageTable, 'first_seen_at' | 'bytes' | 'pixels' | 'width' | 'height'> {
  collection_id: string
  image_id: string
  /** How the collection uses it. */
  ways: number
}

export interface OccurrenceTable {
  collection_id: string
  page_key: string
  ordinal: number
  image_id: string
  page: string
  page_title: string | null
  element: string
  alt: string | null
  caption: string | null
  heading: string | null
  url: string
  alternates: string
}

/** In which ways an image is used in a collection, and in how many places. */
export interface UseTable {
  image_id: string
  collection_id: string
  element: string
  /** `missing`, `empty`, `present`, or `none` where no alt text is missed. */
  alt: string
  uses: number
}

/** Images that have a value. */
export interface FacetCountTable {
  /** A collection, or '' for all together. */
  scope: string
  facet: string
  value: string
  images: number
}
