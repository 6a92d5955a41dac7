/** Undoing Content-Encoding. */
import type { Transform } from 'node:stream'
import { createBrotliDecompress, createUnzip } from 'node:zlib'

/** Each coding costs memory before a byte has come; nobody in good faith uses more than one. */
const maxCodings = 3

/**
 * The transforms that undo a Content-Encoding header, in order of use. As browsers do, it leaves unknown codings alone.
 * Throws with code `ERR_TOO_MANY_CODINGS`. How much comes out is not limited here: count it.
 */
export function contentDecoders(header: string | undefined): Transform[] {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',', 100)
    .map((coding) => coding.trim())
  const decoders = codings.reverse().flatMap((coding) => decoderMakers[coding] ?? [])
  if (decoders.length > maxCodings) {
    throw Object.assign(new Error('Too many content codings'), { code: 'ERR_TOO_MANY_CODINGS' })
  }
  return decoders.map((makeDecoder) => makeDecoder())
}

const decoderMakers: Partial<Record<string, () => Transform>> = {
  gzip: () => createUnzip(),
  'x-gzip': () => createUnzip(),
  deflate: () => createUnzip(),
  br: () => createBrotliDecompress(),
}
