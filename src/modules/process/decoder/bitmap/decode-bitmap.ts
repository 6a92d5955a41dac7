/** BMP, which libvips does not decode. */
import { broken } from '../broken.ts'
import { Heaviness, refuseHeavy } from '../heaviness.ts'
import type { Decoded, DecodeRequest } from '../messages.ts'
import { refuseSize } from '../refuse.ts'
import { catalogued, cataloguedBare } from './catalogue.ts'
import { type BitmapHeader, paletteEnd, readBitmapHeader } from './header.ts'
import { isReadable, readBitmapPixels } from './pixels.ts'

const fileHeaderBytes = 14

export async function decodeBitmap(request: DecodeRequest): Promise<Decoded> {
  try {
    const header = readBitmapHeader(request.bytes.subarray(fileHeaderBytes))
    const { width, height } = header
    if (width === 0 || height === 0) return broken('bmp', 'its header names no size')
    return refuseSize(width, height, request) ?? (await decodePixels(request, header))
  } catch (error) {
    if (error instanceof Heaviness) throw error
    return broken('bmp', error)
  }
}

async function decodePixels(request: DecodeRequest, header: BitmapHeader): Promise<Decoded> {
  const { bytes: file, side } = request
  const { width, height, masks } = header
  const facts = { format: 'bmp', width, height, alpha: masks[3] !== 0 } as const
  if (!isReadable(header)) return cataloguedBare(facts)
  refuseHeavy(4 * width * height, request)
  const bytes = file.subarray(fileHeaderBytes)
  const stated = file.readUInt32LE(10) - fileHeaderBytes
  const { data, rows } = readBitmapPixels(bytes, header, stated > 0 ? stated : paletteEnd(header))
  if (rows === 0) return broken('bmp', 'it is cut short before the first row of pixels')
  return catalogued(facts, { data, damaged: rows < height, side })
}
