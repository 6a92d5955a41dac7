/** Packs what is kept to be sent again. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { ContentCoding } from '#platform'

/** In a thread of Node's own: the event loop has no part in it. */
export async function pack(bytes: Buffer, coding: ContentCoding): Promise<Buffer> {
  if (coding === 'identity') return bytes
  return coding === 'br' ? promisify(brotliCompress)(bytes, brotli) : promisify(gzip)(bytes)
}

/** More takes far longer and brings some hundredths. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
