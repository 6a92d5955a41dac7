/** Formats that are known and not decoded here: the catalogue gets the facts of their header. */
import { imageSize } from 'image-size'
import type { Format } from '#catalog'
import { bitmapSize } from './bitmap-size.ts'
import { broken } from './broken.ts'
import { isTurned } from './heif-turn.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { noLooks } from './pixels/looks.ts'
import { refuseSize } from './refuse.ts'

/** Of these the prebuilt libvips has no decoder. */
export const headerOnlyFormats: readonly Format[] = ['ico', 'bmp', 'jxl', 'heif']

export function readHeaderOnly(request: DecodeRequest): Decoded {
  const { bytes, format } = request
  try {
    const { width, height } = sizeOf(bytes, format)
    if (!(width > 0 && height > 0)) return broken(format, 'its header names no size')
    return refuseSize(width, height, request) ?? catalogued(format, width, height)
  } catch (error) {
    return broken(format, error instanceof RangeError ? 'its header is cut short' : error)
  }
}

function sizeOf(bytes: Buffer, format: Format): { width: number; height: number } {
  if (format === 'bmp') return bitmapSize(bytes)
  const { width, height } = imageSize(bytes)
  return format === 'heif' && isTurned(bytes) ? { width: height, height: width } : { width, height }
}

function catalogued(format: Format, width: number, height: number): Decoded {
  const shape = { format, width, height, animated: false, frames: 1, alpha: format === 'ico', damaged: false }
  return { verdict: 'decoded', facts: { ...shape, ...noLooks }, thumbnail: null }
}
