/** What is known of images by which codecs are tested: by their names, or by what other programs say of them. */
import type { Facts } from '#catalog'

type Known = Partial<Omit<Facts, 'metadata'>>

export const truths: [name: string, facts: Known][] = [
  ['giflib/fire.gif', { format: 'gif', width: 30, height: 60, frames: 33, animated: true }],
  ['giflib/welcome2.gif', { format: 'gif', width: 290, height: 48, frames: 6, animated: true, alpha: true }],
  ['giflib/porsche.gif', { format: 'gif', width: 320, height: 200, frames: 1, animated: false, alpha: false }],
  ['giflib/x-trans.gif', { format: 'gif', width: 100, height: 100, alpha: true }],
  ['libwebp/test.webp', { format: 'webp', width: 128, height: 128, frames: 1, alpha: false }],
  ['libheif/example.avif', { format: 'avif', width: 800, height: 533, alpha: false }],
  ['libheif/example.heic', { format: 'heif', width: 1280, height: 854, color: null }],
  ['libheif/colors-with-alpha.heic', { format: 'heif', width: 64, height: 64, alpha: true }],
  ['libheif/colors-no-alpha.heic', { format: 'heif', width: 64, height: 64, alpha: false }],
  ['tiff/palette-1c-4b.tiff', { format: 'tiff', width: 157, height: 151, frames: 1, alpha: false }],
  ['tiff/minisblack-2c-8b-alpha.tiff', { format: 'tiff', width: 64, height: 64, alpha: true }],
  ['tiff/quad-tile.jpg.tiff', { format: 'tiff', width: 512, height: 384 }],
  ['exiv2/exiv2-nikon-d70.jpg', { format: 'jpeg', width: 91, height: 150 }],
  ['exiv2/relax.jp2', { format: 'jp2', width: 400, height: 300, color: null }],
  ['libpng1.6/VisualPng.ico', { format: 'ico', width: 32, height: 32 }],
]

/** `i` where interlaced (most are), what it is for, colour type, depth: `basn6a16`, `iftbbn0g01`. Types 4 and 6 have alpha. */
const pngSuiteName = /^libpng1\.6\/i?(bas|ftb.|ftp.)n(\d)[agcp](\d\d)\.png$/

/** Undefined for what is not of PngSuite. */
export function pngSuiteFacts(name: string): object | undefined {
  const [, purpose, type, depth] = pngSuiteName.exec(name) ?? []
  if (purpose === undefined) return undefined
  const alpha = type === '4' || type === '6' || /^ft(b.|p1)$/.test(purpose)
  return { format: 'png', width: 32, height: 32, frames: 1, alpha, metadata: { bitDepth: Number(depth) } }
}
