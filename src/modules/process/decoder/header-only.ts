/** Formats that are known and not decoded here: the catalogue gets the facts of their header. */
import { imageSize } from 'image-size'
import type { Format } from '#catalog'
import { bitmapSize } from './bitmap-size.ts'
import { broken } from './broken.ts'
import { isTurned } from './heif-turn.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { readMetadataAlone } from './metadata/read-metadata.ts'
import { noLooks } from './pixels/looks.ts'
import { refuseSize } from './refuse.ts'

/** Of these the prebuilt libvips has no decoder. */
export const headerOnlyFormats: readonly Format[] = ['ico', 'bmp', 'jxl', 'heif']

export async function readHeaderOnly(request: DecodeRequest): Promise<Decoded> {
  const { bytes, format } = request
  try {
    const { width, height } = sizeOf(bytes, format)
    if (!(width > 0 && height > 0)) return broken(format, 'its header names no size')
    return refuseSize(width, height, request) ?? (await catalogued(request, width, height))
  } catch (error) {
    return broken(format, error instanceof RangeError ? 'its header is cut short' : error)
  }
}

function sizeOf(bytes: Buffer, format: Format): { width: number; height: number } {
  if (format === 'bmp') return bitmapSize(bytes)
  const { width, height } = imageSize(bytes)
  return format === 'heif' && isTurned(bytes) ? { width: height, height: width } : { width, height }
}

async function catalogued({ bytes, format }: DecodeRequest, width: number, height: number): Promise<Decoded> {
  const shape = { format, width, height, animated: false, frames: 1, alpha: format === 'ico', damaged: false }
  const metadata = format === 'heif' || format === 'jxl' ? await readMetadataAlone(bytes) : null
  return { verdict: 'decoded', facts: { ...shape, ...noLooks, duration: null, metadata }, thumbnail: null }
}
