/** What the catalogue knows: the shapes that process hands in and that the API hands out. */
import type { Metadata } from './metadata.ts'

export const formats = [
  'jpeg',
  'png',
  'webp',
  'gif',
  'avif',
  'svg',
  'tiff',
  'heif',
  'jxl',
  'jp2',
  'ico',
  'bmp',
] as const
export type Format = (typeof formats)[number]

export const orientations = ['landscape', 'portrait', 'square'] as const
export type Orientation = (typeof orientations)[number]

/** Where on a page a picture was found; `data` is a picture given as bare bytes by no element at all. */
export const elements = [
  'img',
  'picture',
  'noscript',
  'css',
  'meta',
  'link-icon',
  'link-image',
  'link-preload',
  'jsonld',
  'json',
  'video',
  'input',
  'svg',
  'object',
  'embed',
  'background',
  'amp-img',
  'a',
  'manifest',
  'sitemap',
  'feed',
  'list',
  'data',
] as const
export type Element = (typeof elements)[number]

/** What the decoder learned of an image. Sizes are in pixels, as shown (EXIF orientation applied). */
export interface Facts {
  format: Format
  width: number
  height: number
  /** More than one frame shown in time. */
  animated: boolean
  frames: number
  alpha: boolean
  /** True for what browsers still show although it is broken. */
  damaged: boolean
  /** Average colour as `#rrggbb`; null where nothing could be decoded. */
  color: string | null
  /** ThumbHash of the image, base64; null where nothing could be decoded. */
  thumbhash: string | null
  /** 64-bit perceptual hash, 16 hex digits; null for flat images and for what could not be decoded. */
  phash: string | null
  /** Up to five colours that differ visibly, the commonest first; none where nothing was decoded or is to be seen. */
  palette: PaletteColor[]
  /** Milliseconds of one round of an animation, as browsers play it; null for what stands still or does not say. */
  duration: number | null
  /** null where the file says nothing. */
  metadata: Metadata | null
}

/** One colour of a picture, `#rrggbb`, and its part of what can be seen, up to 1. */
export interface PaletteColor {
  color: string
  share: number
}

/** Bytes that an image may be shown by: a WebP within 320 px. */
export interface Thumbnail {
  digest: string
  bytes: Buffer
}

/** Bytes that an image may be shown large by: a WebP within 1600 px. */
export interface Preview {
  /** SHA-256 of `bytes`, in hex. */
  digest: string
  bytes: Buffer
}

/** What a preview is made from. */
export interface PreviewSource {
  format: Format
  /** Reads the original; called when it is wanted. */
  read(): Promise<Buffer>
  /** Aborts when nobody waits for the preview any more. */
  signal: AbortSignal
}

/** Rejects with a problem where no preview can be made. */
export type MakePreview = (source: PreviewSource) => Promise<Preview>

/**
 * The perceptual hash of a picture, as it would be collected; null where it is flat, or of a format that cannot be decoded here.
 * Rejects with a problem: `not-an-image` for other bytes and broken ones, `busy` where no decoder is to be had.
 */
export type HashPicture = (bytes: Buffer) => Promise<string | null>

/** What is known of bytes that the catalogue holds; `original`: the image is its own thumbnail. */
export interface KnownImage {
  facts: Facts
  thumbnail: Thumbnail | 'original' | null
}

/** An image that the catalogue shall hold; `digest` is the SHA-256 of `original`, in hex. */
export interface NewImage {
  collectionId: string
  digest: string
  original: Buffer
  thumbnail: Thumbnail | null
  facts: Facts
  /** The address that the bytes came from first; `data:` and the media type for a picture inlined in a page. */
  url: string
  page: string
  alt: string | null
  /** Milliseconds since the epoch. */
  seenAt: number
}

/** The places of a page that show nothing any more: those from an ordinal on, before another. */
export interface VacatedPlaces {
  collectionId: string
  page: string
  from: number
  before: number
}

/** A use of an image that the catalogue holds: page × element. */
export interface NewOccurrence {
  collectionId: string
  /** SHA-256 of the original, in hex. */
  image: string
  page: string
  pageTitle: string | null
  /** Which picture of its page this is, counted from 0: together with collection and page it identifies the occurrence. */
  ordinal: number
  element: Element
  /** null: the element has no alt text at all; '': it has an empty one. */
  alt: string | null
  /** Of the figure that it stands in; none in the records of earlier versions, as the next. */
  caption?: string | null
  /** The nearest heading of the page. */
  heading?: string | null
  /** The candidate that was taken. */
  url: string
  /** The candidates that were not. */
  alternates: string[]
}
