/** Sound images of a kind that the prebuilt libvips has no decoder for, which nothing but the attempt to decode them tells. */
import type { Format } from '#catalog'

/** What libtiff and libvips say of compressions (Zstandard, LZMA, LERC, the JPEG of the nineties), orders of pixels and colours. */
const lacking =
  /compression support is not configured|decoding is not implemented|separate planes not supported|no known route from/

/** What libvips says when it reads the header: of depths, of channels, of Lab in eight bits. */
const unread =
  /samples_per_pixel not a whole number|samples out of range|unsupported tiff image type|\b(not|at least) \d+ bands|\d bits per sample|bad labq format/

export function isUndecodable(format: Format, error: unknown): boolean {
  return format === 'tiff' && error instanceof Error && lacking.test(error.message)
}

/** Whether the header itself is of a kind that libvips does not read. */
export function isUnread(format: Format, error: unknown): format is 'tiff' {
  return format === 'tiff' && error instanceof Error && unread.test(error.message)
}
