/** The words of a verdict: what a person reads who wonders why an image is not in the catalogue. */
import type { Format } from '#catalog'
import { describeBytes } from './appearance.ts'
import { nameOf } from './format-name.ts'

const mediaTypes: Record<Format, string[]> = {
  jpeg: ['image/jpeg', 'image/jpg', 'image/pjpeg'],
  png: ['image/png', 'image/apng', 'image/x-png'],
  webp: ['image/webp'],
  gif: ['image/gif'],
  avif: ['image/avif', 'image/avif-sequence'],
  svg: ['image/svg+xml'],
  tiff: ['image/tiff'],
  heif: ['image/heif', 'image/heic', 'image/heif-sequence', 'image/heic-sequence'],
  jxl: ['image/jxl'],
  jp2: ['image/jp2', 'image/jpx', 'image/jpm', 'image/j2c', 'image/x-jp2'],
  ico: ['image/x-icon', 'image/vnd.microsoft.icon'],
  bmp: ['image/bmp', 'image/x-ms-bmp'],
}

/** Why the bytes are not an image, and what the server said they were. */
export function notAnImage(bytes: Buffer, contentType: string | null): string {
  if (bytes.length === 0) return 'The file is empty (0 bytes).'
  const looks = describeBytes(bytes)
  const said = mediaTypeOf(contentType)
  if (said?.startsWith('image/'))
    return `The server says ${said}, but the bytes are ${looks ?? 'of no known image format'}.`
  return looks ? `The bytes are ${looks}, not an image.` : 'The bytes are of no known image format.'
}

/** Adds what the server said, where the bytes say another image format. */
export function withServersWord(reason: string, format: Format, contentType: string | null): string {
  const said = mediaTypeOf(contentType)
  if (!said || mediaTypes[format].includes(said)) return reason
  return `${reason} The server says ${said}, but the bytes begin like ${nameOf(format)}.`
}

function mediaTypeOf(contentType: string | null): string | undefined {
  // What a server says is shown to people: only a well-formed media type, and never a long one.
  return /^\s*([\w.+-]{1,40}\/[\w.+-]{1,80})/.exec(contentType ?? '')?.[1]?.toLowerCase()
}
