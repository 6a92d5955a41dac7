/** Knows the format of an image by its first bytes, the only witness that is believed. */
import type { Format } from '#catalog'
import { findSvgRoot } from './svg-root.ts'

const tiffStarts = ['II*\0', 'II+\0', 'MM\0*', 'MM\0+']
const avifBrands = ['avif', 'avis']
const heifBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs', 'mif1', 'msf1']

/** Of the header of a bitmap, in bytes; it begins with this number. */
export const bmpHeaderSizes = [12, 16, 40, 52, 56, 64, 108, 124]

/** The format that the bytes claim to be by their signature, or undefined for what is no image. */
export function findFormat(bytes: Buffer): Format | undefined {
  return binaryFormat(bytes) ?? (findSvgRoot(bytes) ? 'svg' : undefined)
}

function binaryFormat(bytes: Buffer): Format | undefined {
  const head = bytes.subarray(0, 12).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (/^GIF8[79]a/.test(head)) return 'gif'
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp'
  if (tiffStarts.some((start) => head.startsWith(start))) return 'tiff'
  if (head.startsWith('\xff\x0a') || head === '\0\0\0\x0cJXL \r\n\x87\n') return 'jxl'
  if (head.startsWith('\xff\x4f\xff\x51') || head === '\0\0\0\x0cjP  \r\n\x87\n') return 'jp2'
  if (head.startsWith('ftyp', 4)) return ftypFormat(bytes)
  if (isIcon(bytes)) return 'ico'
  if (isBitmap(bytes)) return 'bmp'
  return undefined
}

/** ISO base media (ISO/IEC 14496-12): the brands of the first box tell images from films. */
function ftypFormat(bytes: Buffer): Format | undefined {
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 256)
  const brands = bytes.subarray(8, end).toString('latin1').match(/.{4}/gs) ?? []
  if (brands.some((brand) => avifBrands.includes(brand))) return 'avif'
  return brands.some((brand) => heifBrands.includes(brand)) ? 'heif' : undefined
}

/** Icons and cursors: few fixed bytes, so the first entry has to make sense too. */
function isIcon(bytes: Buffer): boolean {
  if (bytes.length < 22) return false
  const isHeader = bytes.readUInt16LE(0) === 0 && [1, 2].includes(bytes.readUInt16LE(2)) && bytes.readUInt16LE(4) > 0
  // .NET writes 255 where zero is reserved.
  return isHeader && [0, 255].includes(bytes[9] as number) && bytes.readUInt32LE(18) >= 22
}

/** Text may begin with `BM` as well, so the size of the second header has to be one that exists. */
function isBitmap(bytes: Buffer): boolean {
  if (bytes.length < 26 || bytes.toString('latin1', 0, 2) !== 'BM') return false
  return bmpHeaderSizes.includes(bytes.readUInt32LE(14))
}
