/** What the server process and a decoder child say to each other. */
import type { Facts, Format, Thumbnail } from '#catalog'

/** What a decoder is asked: the bytes, the format of their signature, and what would be refused. */
export interface DecodeRequest {
  bytes: Buffer
  format: Format
  /** More pixels than this are `too-large`, known from the header, before anything is decoded. */
  maxPixels: number
  /** Smaller than this in either direction is `too-small`. */
  minWidth: number
  minHeight: number
}

/** An image that can be catalogued. */
export interface DecodedImage {
  verdict: 'decoded'
  facts: Facts
  thumbnail: Thumbnail | null
}

/** What a decoder answers. */
export type Decoded = DecodedImage | { verdict: 'too-small' | 'too-large' | 'broken'; reason: string }

/** From child to server: `ready` once, when its libraries are loaded, then one answer for each request. */
export type ChildMessage = 'ready' | Decoded
