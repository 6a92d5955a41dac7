/** Undoing Content-Encoding. */
import type { Duplex } from 'node:stream'
import { createBrotliDecompress, createUnzip } from 'node:zlib'
import { createDeflateDecoder } from './deflate-decoder.ts'
import { createZstdDecoder } from './zstd-decoder.ts'

/** The Accept-Encoding header; zstd is undone too, but not asked for, because Node reads a single frame only. */
export const acceptedCodings = 'gzip, br'

/** Each coding costs memory before a byte has come; nobody in good faith uses more than one. */
const maxCodings = 3

/**
 * The transforms that undo a Content-Encoding header, in order of use. How much comes out is not limited here: count it.
 * Throws with code `ERR_TOO_MANY_CODINGS`, or `ERR_UNKNOWN_CODING` with words for a person: bytes behind a coding that
 * nobody can undo are not the image.
 */
export function contentDecoders(header: string | undefined): Duplex[] {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',', 100)
    .map((coding) => coding.trim())
    .filter((coding) => !misused.has(coding))
  const unknown = codings.find((coding) => !decoderMakers.has(coding))
  if (unknown !== undefined) throw unknownCoding(unknown)
  if (codings.length > maxCodings) {
    throw Object.assign(new Error('Too many content codings'), { code: 'ERR_TOO_MANY_CODINGS' })
  }
  return codings.reverse().flatMap((coding) => decoderMakers.get(coding)?.() ?? [])
}

/** Codings of nothing, and what servers write into this header by mistake (charsets, S3's way of uploading). */
const misused: ReadonlySet<string> = new Set([
  '',
  'identity',
  'none',
  'binary',
  '8bit',
  'utf-8',
  'utf8',
  'iso-8859-1',
  'aws-chunked',
])

const decoderMakers = new Map<string, () => Duplex | Duplex[]>([
  ['gzip', () => createUnzip()],
  ['x-gzip', () => createUnzip()],
  ['deflate', createDeflateDecoder],
  ['br', () => createBrotliDecompress()],
  ['zstd', createZstdDecoder],
])

function unknownCoding(untrustedName: string): Error {
  const name = /^[\w.-]{1,30}$/.test(untrustedName) ? untrustedName : 'something unreadable'
  const message = `The server sent it encoded as ${name}, which was not asked for and cannot be undone.`
  return Object.assign(new Error(message), { code: 'ERR_UNKNOWN_CODING' })
}
