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
 * A coding that nobody knows is passed over, as browsers do: servers write charsets and media types into this header, and
 * what really cannot be undone is told by its bytes. Throws with code `ERR_TOO_MANY_CODINGS`.
 */
export function contentDecoders(header: string | undefined): Duplex[] {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',', 100)
    .flatMap((coding) => decoderMakers.get(coding.trim()) ?? [])
  if (codings.length > maxCodings) {
    throw Object.assign(new Error('Too many content codings'), { code: 'ERR_TOO_MANY_CODINGS' })
  }
  return codings.reverse().flatMap((make) => make())
}

const decoderMakers = new Map<string, () => Duplex | Duplex[]>([
  ['gzip', () => createUnzip()],
  ['x-gzip', () => createUnzip()],
  ['deflate', createDeflateDecoder],
  ['br', () => createBrotliDecompress()],
  ['zstd', createZstdDecoder],
])
