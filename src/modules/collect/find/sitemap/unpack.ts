/** Sitemaps come packed, whatever their headers say. */
import { constants, gunzipSync } from 'node:zlib'

/** What the protocol allows a sitemap to have, unpacked. */
const maxOutputLength = 50 * 1024 * 1024

/** Packed by the site, and once more on its way. */
const maxLayers = 2

/** Undoes gzip, told by its first bytes. Of a file that is cut off, what is there; of one too large or broken, nothing. */
export function unpack(body: Buffer): Buffer {
  let unpacked = body
  for (let layer = 0; layer < maxLayers && isGzip(unpacked); layer++) unpacked = gunzip(unpacked)
  return unpacked
}

function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b
}

function gunzip(body: Buffer): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return Buffer.alloc(0)
  }
}
