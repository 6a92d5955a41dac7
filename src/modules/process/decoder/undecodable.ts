/** Sound images of a kind that the prebuilt libvips has no decoder for, which nothing but the attempt to decode them tells. */
import type { Format } from '#catalog'

/** What libtiff and libvips say of compressions (Zstandard, LZMA, LERC, the JPEG of the nineties) and of an order of pixels. */
const lacking = /compression support is not configured|decoding is not implemented|separate planes not supported/

export function isUndecodable(format: Format, error: unknown): boolean {
  return format === 'tiff' && error instanceof Error && lacking.test(error.message)
}
