/** Icons and cursors: the best of their pictures stands for all. */
import { catalogued, cataloguedBare } from '../bitmap/catalogue.ts'
import { paletteEnd, readBitmapHeader, uncompressed } from '../bitmap/header.ts'
import { isReadable, readBitmapPixels } from '../bitmap/pixels.ts'
import { broken } from '../broken.ts'
import { refuseHeavy } from '../heaviness.ts'
import type { Decoded, DecodeRequest } from '../messages.ts'
import { decodeRaster } from '../raster.ts'
import { refuseSize } from '../refuse.ts'
import { thumbnailSide } from '../small-picture.ts'
import { bestEntry, type IconEntry } from './entries.ts'
import { maskIcon } from './mask.ts'

export async function decodeIcon(request: DecodeRequest): Promise<Decoded> {
  const entry = bestEntry(request.bytes)
  if (!entry) return broken('ico', 'its pictures are corrupt or cut short')
  if (entry.kind === 'png') return decodePng(request, entry.bytes)
  return refuseSize(entry.width, entry.height, request) ?? decodeEntry(entry, request)
}

async function decodePng(request: DecodeRequest, bytes: Buffer): Promise<Decoded> {
  const decoded = await decodeRaster({ side: thumbnailSide, ...request, bytes, format: 'png' })
  if (decoded.verdict !== 'decoded') return decoded
  return { ...decoded, facts: { ...decoded.facts, format: 'ico', frames: 1, animated: false } }
}

async function decodeEntry({ bytes, width, height }: IconEntry, request: DecodeRequest): Promise<Decoded> {
  const header = { ...readBitmapHeader(bytes), height }
  const facts = { format: 'ico', width, height, alpha: true } as const
  if (!isReadable(header)) return cataloguedBare(facts)
  refuseHeavy(4 * width * height, request)
  // In an icon the fourth byte of a pixel is alpha, which no header says.
  if (header.bits === 32 && header.compression === uncompressed) header.masks[3] = 0xff000000
  const start = paletteEnd(header)
  const { data, rows } = readBitmapPixels(bytes, header, start)
  if (rows === 0) return broken('ico', 'it is cut short before the first row of pixels')
  maskIcon(data, { bytes, header, start })
  return catalogued(facts, { data, damaged: rows < height, side: request.side })
}
