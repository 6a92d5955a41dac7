/** From bytes to facts and thumbnail. Runs in a decoder child: what it meets may hang or end its process. */
import { decodeBitmap } from './bitmap/decode-bitmap.ts'
import { isHeaderOnly, readHeaderOnly } from './header-only.ts'
import { decodeIcon } from './icon/decode-icon.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { decodeRaster } from './raster.ts'
import { decodeVector } from './vector.ts'

/** Bad bytes get a verdict; rejects with a Heaviness only, where the request does not say that the image may be heavy. */
export async function decode(request: DecodeRequest): Promise<Decoded> {
  const { format } = request
  if (isHeaderOnly(format)) return readHeaderOnly(request, format)
  if (format === 'bmp') return decodeBitmap(request)
  if (format === 'ico') return decodeIcon(request)
  return format === 'svg' ? decodeVector(request) : decodeRaster(request)
}
