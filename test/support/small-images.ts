/** One small image of each format and kind, drawn anew each time and always the same: our own little corpus. */
import sharp, { type Sharp } from 'sharp'
import type { Facts, Format } from '#catalog'
import { animatedPng } from './animated-png.ts'
import { bitmapFile, iconBitmap, iconFile } from './bitmaps.ts'
import { animatedAvif, partialGif, partialWebp } from './films.ts'
import { heifFile, irot, ispe, jp2Codestream, jp2File, jxlCodestream, jxlContainer } from './headers.ts'
import { iptcSegment, withSegment, xmpPacket } from './metadata.ts'
import { photo } from './photos.ts'

export interface SmallImage {
  name: string
  bytes: Buffer
  /** What is known of it by the way it was made. */
  facts: Partial<Facts> & { format: Format; width: number; height: number }
}

const [width, height] = [48, 32]
const size = { width, height }

/** What libvips does not take for what it is, or has no decoder for. */
const undrawn = { color: null }

export async function smallImages(): Promise<SmallImage[]> {
  const drawn = await Promise.all([1, 2, 3].map((number) => photo(number, { ...size, format: 'png' })))
  const [one, two] = drawn as [Buffer, Buffer]
  const still = sharp(one).avif({ effort: 0 }).toBuffer()
  const films = { frames: 3, animated: true, duration: 300 }
  const kinds = [
    ...jpegs(one),
    ...pngs(one),
    ...modern(one),
    kind('gif', 'gif', sharp(one).gif()),
    kind('gif, interlaced', 'gif', sharp(two).gif({ progressive: true })),
    kind('gif, animated', 'gif', film(drawn).gif({ delay: [100, 100, 100] }), films),
    kind('gif, a first frame that is a part', 'gif', partialGif(), { frames: 2, alpha: true, width: 60, height: 40 }),
    kind('webp, animated', 'webp', film(drawn).webp({ delay: [100, 100, 100], effort: 0 }), films),
    kind('webp, frames that are parts', 'webp', partialWebp(), { frames: 2, width: 60, height: 40 }),
    kind('png, animated', 'png', animatedPng(drawn), films),
    kind(
      'avif, animated',
      'avif',
      still.then((avif) => animatedAvif(avif, [[3, 100]])),
      films,
    ),
    ...vectors(),
    ...bitmaps(two),
    ...headersAlone(),
  ]
  return Promise.all(kinds)
}

async function kind(
  name: string,
  format: Format,
  image: Sharp | Buffer | Promise<Buffer>,
  facts: Partial<Facts> = {},
): Promise<SmallImage> {
  const bytes = await ('toBuffer' in image ? image.toBuffer() : image)
  return { name, bytes, facts: { format, ...size, ...facts } }
}

function film(frames: Buffer[]): Sharp {
  return sharp(frames, { join: { animated: true } })
}

function jpegs(picture: Buffer) {
  const turned = { width: height, height: width }
  return [
    kind('jpeg, baseline', 'jpeg', sharp(picture).jpeg(), { alpha: false }),
    kind('jpeg, progressive', 'jpeg', sharp(picture).jpeg({ progressive: true })),
    kind('jpeg, full colours', 'jpeg', sharp(picture).jpeg({ chromaSubsampling: '4:4:4' })),
    kind('jpeg, grey', 'jpeg', sharp(picture).greyscale().jpeg()),
    kind('jpeg, inks', 'jpeg', sharp(picture).toColourspace('cmyk').jpeg()),
    kind('jpeg, with a profile', 'jpeg', sharp(picture).withIccProfile('p3').jpeg()),
    kind('jpeg, turned', 'jpeg', sharp(picture).withMetadata({ orientation: 6 }).jpeg(), turned),
    kind('jpeg, with metadata', 'jpeg', described(picture)),
  ]
}

async function described(picture: Buffer): Promise<Buffer> {
  const exif = {
    IFD0: { Artist: 'A. Person', Copyright: 'nobody' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1' },
  }
  const xmp = xmpPacket('<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Hills</rdf:li></rdf:Alt></dc:title>')
  const bytes = await sharp(picture).withExif(exif).withXmp(xmp).jpeg().toBuffer()
  return withSegment(bytes, 0xed, iptcSegment([5, 'Hills'], [25, 'one'], [25, 'two']))
}

function pngs(picture: Buffer) {
  const deep = sharp(picture).toColourspace('rgb16')
  return [
    kind('png', 'png', sharp(picture).png(), { alpha: false }),
    kind('png, palette', 'png', sharp(picture).png({ palette: true, colours: 16 })),
    kind('png, two colours', 'png', sharp(picture).threshold().png({ palette: true, colours: 2 })),
    kind('png, 16 bits', 'png', deep.clone().png()),
    kind('png, interlaced', 'png', sharp(picture).png({ progressive: true })),
    kind('png, interlaced, 16 bits, alpha', 'png', deep.ensureAlpha(0.5).png({ progressive: true }), { alpha: true }),
    kind('png, grey', 'png', sharp(picture).greyscale().png()),
    kind('png, with a profile', 'png', sharp(picture).withIccProfile('p3').png()),
  ]
}

function modern(picture: Buffer) {
  const clear = sharp(picture).ensureAlpha(0.5)
  const turned = { width: height, height: width }
  return [
    kind('webp, lossy', 'webp', sharp(picture).webp()),
    kind('webp, lossless', 'webp', sharp(picture).webp({ lossless: true })),
    kind(
      'webp, alpha and metadata',
      'webp',
      clear
        .clone()
        .withExif({ IFD0: { Artist: 'A' } })
        .webp(),
      { alpha: true },
    ),
    kind('avif', 'avif', sharp(picture).avif({ effort: 0 })),
    kind('avif, alpha', 'avif', clear.clone().avif({ effort: 0 }), { alpha: true }),
    kind('avif, turned', 'avif', sharp(picture).withMetadata({ orientation: 6 }).avif({ effort: 0 }), turned),
    kind('tiff', 'tiff', sharp(picture).tiff({ compression: 'none' })),
    kind('tiff, LZW', 'tiff', sharp(picture).tiff({ compression: 'lzw', predictor: 'horizontal' })),
    kind('tiff, JPEG', 'tiff', sharp(picture).tiff({ compression: 'jpeg' })),
    kind(
      'tiff, tiles',
      'tiff',
      sharp(picture).tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 }),
    ),
    kind(
      'tiff, two colours',
      'tiff',
      sharp(picture).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }),
    ),
  ]
}

function vectors() {
  const shapes = `<linearGradient id="a"><stop stop-color="red"/><stop offset="1" stop-color="#00f8"/></linearGradient>
    <style>.b { fill: url(#a) }</style><rect class="b" width="40" height="20"/><path d="M1 1h9v9z"/><text y="30">Hills</text>`
  const space = 'xmlns="http://www.w3.org/2000/svg"'
  const box = Buffer.from(`<?xml version="1.0"?><!-- hills --><svg ${space} viewBox="0 0 48 32">${shapes}</svg>`)
  const sized = `\ufeff<!DOCTYPE svg [<!ENTITY e "x">]><svg ${space} width="36pt" height="24pt">${shapes}&e;</svg>`
  return [kind('svg', 'svg', box), kind('svg, UTF-16', 'svg', Buffer.from(sized, 'utf16le'), undrawn)]
}

function bitmaps(picture: Buffer) {
  const masks = [0xff0000, 0xff00, 0xff, 0xff000000]
  const entry = (bits: 1 | 8 | 32) => ({ ...size, bits, bytes: iconBitmap({ ...size, bits }) })
  return [
    kind('bmp', 'bmp', bitmapFile({ ...size, bits: 24 })),
    kind('bmp, 4 bits', 'bmp', bitmapFile({ ...size, bits: 4 })),
    kind('bmp, the oldest header', 'bmp', bitmapFile({ ...size, bits: 8, isOld: true })),
    kind('bmp, alpha', 'bmp', bitmapFile({ ...size, bits: 32, isLong: true, masks }), { alpha: true }),
    kind('ico', 'ico', iconFile([entry(1), entry(8), entry(32)])),
    kind('ico, a PNG', 'ico', iconFile([{ ...size, bits: 32, bytes: picture }, entry(8)])),
    kind('cursor', 'ico', iconFile([entry(32)], 2)),
  ]
}

function headersAlone() {
  const codestream = jxlCodestream([0, 1], [0, 2], [height - 1, 9], [0, 3], [0, 2], [width - 1, 9], [1, 1])
  const item = { id: 1, properties: [ispe(height, width), irot(1)] }
  return [
    kind('jpeg xl', 'jxl', codestream, undrawn),
    kind('jpeg xl, in parts', 'jxl', jxlContainer(codestream, { inParts: true }), undrawn),
    kind('heic', 'heif', heifFile([item], 1), undrawn),
    kind('heic, wide numbers', 'heif', heifFile([item, { ...item, id: 70_000 }], 70_000, { isWide: true }), undrawn),
    kind('jpeg 2000', 'jp2', jp2File(width, height, { alpha: true }), { ...undrawn, alpha: true }),
    kind('jpeg 2000, bare', 'jp2', jp2Codestream(width, height), undrawn),
  ]
}
