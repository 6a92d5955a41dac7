/** What collect hands to process, and what it hears back. */
import type { Element, Facts, HashPicture, MakePreview, NewOccurrence, VacatedPlaces } from '#catalog'

export type { Element, Facts }

/** Bytes that collect downloaded, with where they were found. */
export interface Download {
  bytes: Buffer
  /** SHA-256 of the bytes in hex, where it was computed as they came. */
  digest: string | null
  /** The address that the page names; `data:` and the media type for a picture inlined in a page. */
  url: string
  /** What the server called it; a hint for the words of a verdict, never believed. */
  contentType: string | null
  collectionId: string
  page: string
  alt: string | null
  /** Smaller than this in either direction is `too-small`; pixels. */
  minWidth: number
  minHeight: number
  /** Asked before the image is handed to the catalogue: the reason, in words, why it shall not be; undefined: it shall. */
  judge?: ((facts: Facts) => string | undefined) | undefined
}

/** What became of the bytes. `image` is the digest of what the catalogue now holds. */
export type Outcome =
  | { verdict: 'stored'; image: string; facts: Facts }
  | { verdict: 'unwanted'; reason: string; facts: Facts }
  | { verdict: 'too-small' | 'too-large' | 'not-an-image' | 'broken'; reason: string }

/**
 * The processor turns downloads into catalogued images.
 * What it accepted is bounded by count and by bytes: `process` waits for room before it queues.
 */
export interface Processor {
  /** Settles when the outcome is known and the image has been handed to the catalogue. Never rejects for what the bytes are. */
  process(download: Download): Promise<Outcome>
  /** Whether bytes begin as an image does. */
  recognizes(bytes: Buffer): boolean
  /** Resolves when there is room for another download: await it before fetching. */
  ready(): Promise<void>
  /** Downloads that were accepted and are not done. */
  waiting(): { count: number; bytes: number }
  /** Says that an image which the catalogue holds is used on a page. */
  place(occurrence: NewOccurrence): Promise<void>
  /** Says that places of a page show nothing any more. */
  vacate(places: VacatedPlaces): Promise<void>
  /**
   * Makes the preview of an image that the catalogue holds. Rejects with a problem: `not-found` where none can be made,
   * `busy` where too many wait, or the decoders are closed.
   */
  preview: MakePreview
  /** Hashes a picture that is not to be catalogued. */
  hash: HashPicture
  /** Finishes what was accepted, then ends the decoders. */
  close(): Promise<void>
}
