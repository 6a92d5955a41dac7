/** The media type and the file ending of each format. */
import type { Format } from './types.ts'

export const mediaTypes: Record<Format, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  tiff: 'image/tiff',
  heif: 'image/heif',
  jxl: 'image/jxl',
  jp2: 'image/jp2',
  ico: 'image/x-icon',
  bmp: 'image/bmp',
}

/** A name to save an original under. */
export function fileNameOf(id: string, format: Format): string {
  return `${id.slice(0, 16)}.${format === 'jpeg' ? 'jpg' : format}`
}
