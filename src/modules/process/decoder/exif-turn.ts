/** The EXIF orientation, where browsers heed it. */
import type { Metadata } from 'sharp'
import type { Format } from '#catalog'

type Header = Pick<Metadata, 'width' | 'height' | 'autoOrient' | 'exif'>

/** Of a WebP, Chromium does not read it; of others no browser does where it is not the one short number that EXIF asks for. */
export function obeysExif({ exif }: Pick<Header, 'exif'>, format: Format): boolean {
  return format !== 'webp' && !(exif && isMistyped(exif))
}

/** Width and height as shown, in pixels. */
export function shownSize(header: Header, format: Format): { width: number; height: number } {
  const { width, height } = obeysExif(header, format) ? header.autoOrient : header
  return { width, height }
}

const nameBytes = 6
const entryBytes = 12
const orientation = 0x0112
const shortNumber = 3

/** Whether the first directory (TIFF 6.0, section 2) holds an orientation that libvips reads and browsers do not. */
function isMistyped(exif: Buffer): boolean {
  const tiff = exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(nameBytes) : exif
  if (tiff.length < 8) return false
  const isLittle = tiff[0] === 0x49
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number) => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const start = long(4) + 2
  if (start > tiff.length) return false
  const end = Math.min(start + short(start - 2) * entryBytes, tiff.length - entryBytes + 1)
  for (let at = start; at < end; at += entryBytes) {
    if (short(at) === orientation) return short(at + 2) !== shortNumber || long(at + 4) !== 1
  }
  return false
}
