/** Formats as people write them. */
import type { Format } from '#catalog'

const names: Partial<Record<Format, string>> = { webp: 'WebP', jxl: 'JPEG XL', jp2: 'JPEG 2000' }

/** How a format is called in a sentence. */
export function nameOf(format: Format): string {
  return names[format] ?? format.toUpperCase()
}
