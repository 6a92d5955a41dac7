/** What the server process and a decoder child say to each other. */
import type { Format, KnownImage, Preview } from '#catalog'
import type { Usage } from './own-usage.ts'

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
  /** No picture is wanted: to draw it ended a decoder. */
  isUndrawn?: boolean
  /** Longest side of the picture that is wanted, in pixels; not given: a thumbnail, which the original may be by itself. */
  side?: number
}

/** What a decoder is asked for the large view: of an image that was catalogued before. */
export interface PreviewRequest extends Pick<DecodeRequest, 'bytes' | 'format' | 'maxPixels' | 'mayBeHeavy'> {
  task: 'preview'
}

export type AnyRequest = DecodeRequest | PreviewRequest

/** An image that can be catalogued. */
export interface DecodedImage extends KnownImage {
  verdict: 'decoded'
}

/** Bytes that cannot be read; `reason` says in words why. */
export interface Broken {
  verdict: 'broken'
  reason: string
  /** It is the decoder's end that says so, not its answer. */
  isUnanswered?: true
}

/** What becomes of an image. */
export type Decoded = DecodedImage | { verdict: 'too-small' | 'too-large'; reason: string } | Broken
export type Previewed = { verdict: 'previewed'; preview: Preview } | Broken
export type AnswerTo<Asked extends AnyRequest> = Asked extends PreviewRequest ? Previewed : Decoded

/** By its header the image takes much memory, and it was not said that it may. */
export interface Heavy {
  verdict: 'heavy'
}

/** The bytes are the body of the frame. */
export type RequestHead = Omit<DecodeRequest, 'bytes'> | Omit<PreviewRequest, 'bytes'>

/** From child to server: `ready` once, when its libraries are loaded, then one answer for each request, in their order. */
export type Answer = 'ready' | ((Decoded | Previewed | Heavy) & Usage)

/** The pipe between them, beside the three that every process has. */
export const pipeDescriptor = 3

/** What each side reads of the other at most, in one frame. */
export const maxRequestBytes = 2 ** 31
export const maxAnswerBytes = 64 * 1024 ** 2
