/** The EXIF orientation, where browsers heed it. */
import type { Metadata } from 'sharp'
import type { Format } from '#catalog'

/** Of a WebP, Chromium does not read it. */
export function obeysExif(format: Format): boolean {
  return format !== 'webp'
}

/** Width and height as shown, in pixels. */
export function shownSize(header: Metadata, format: Format): { width: number; height: number } {
  const { width, height } = obeysExif(format) ? header.autoOrient : header
  return { width, height }
}
