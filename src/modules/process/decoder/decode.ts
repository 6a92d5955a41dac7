/** From bytes to facts and thumbnail. Runs in a decoder child: what it meets may hang or end its process. */
import { headerOnlyFormats, readHeaderOnly } from './header-only.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { decodeRaster } from './raster.ts'
import { decodeVector } from './vector.ts'

/** Never rejects for what the bytes are: bad ones get a verdict. */
export async function decode(request: DecodeRequest): Promise<Decoded> {
  if (headerOnlyFormats.includes(request.format)) return readHeaderOnly(request)
  return request.format === 'svg' ? decodeVector(request) : decodeRaster(request)
}
