/** What the server process and a decoder child say to each other. */
import type { Facts, Format, Preview, Thumbnail } from '#catalog'

/** What a decoder is asked for the catalogue: the bytes, the format of their signature, and what would be refused. */
export interface DecodeRequest {
  bytes: Buffer
  format: Format
  /** More pixels than this are `too-large`, known from the header, before anything is decoded. */
  maxPixels: number
  /** Smaller than this in either direction is `too-small`. */
  minWidth: number
  minHeight: number
}

/** What a decoder is asked for the large view: of an image that was catalogued before. */
export interface PreviewRequest {
  task: 'preview'
  bytes: Buffer
  format: Format
  maxPixels: number
}

export type AnyRequest = DecodeRequest | PreviewRequest

/** An image that can be catalogued. */
export interface DecodedImage {
  verdict: 'decoded'
  facts: Facts
  thumbnail: Thumbnail | null
}

/** Bytes that cannot be read; `reason` says in words why. */
export interface Broken {
  verdict: 'broken'
  reason: string
}

/** What a decoder answers. */
export type Decoded = DecodedImage | { verdict: 'too-small' | 'too-large'; reason: string } | Broken
export type Previewed = { verdict: 'previewed'; preview: Preview } | Broken
export type AnswerTo<Asked extends AnyRequest> = Asked extends PreviewRequest ? Previewed : Decoded

/** From child to server: `ready` once, when its libraries are loaded, then one answer for each request. */
export type ChildMessage = 'ready' | Decoded | Previewed
