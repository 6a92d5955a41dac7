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
  /** No other image that takes much memory is being decoded, so this one may. */
  mayBeHeavy?: boolean
}

/** An image that can be catalogued. */
export interface DecodedImage {
  verdict: 'decoded'
  facts: Facts
  thumbnail: Thumbnail | null
}

/** What becomes of an image. */
export type Decoded = DecodedImage | { verdict: 'too-small' | 'too-large' | 'broken'; reason: string }

/** What a decoder says of it; `heavy`: by its header it takes much memory, and it was not said that it may. */
export type Decoding = Decoded | { verdict: 'heavy' }

/** The bytes are the body of the frame. */
export type RequestHead = Omit<DecodeRequest, 'bytes'>

/** From child to server: `ready` once, when its libraries are loaded, then one answer for each request, in their order. */
export type Answer = 'ready' | (Decoding & { /** Memory of the child now, in bytes. */ held: number })

/** The pipe between them, beside the three that every process has. */
export const pipeDescriptor = 3

/** What each side reads of the other at most, in one frame. */
export const maxRequestBytes = 2 ** 31
export const maxAnswerBytes = 64 * 1024 ** 2
