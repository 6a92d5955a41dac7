/** The one decode of an image, straight to the size of a thumbnail. */
import sharp, { type Create, type Metadata, type ResizeOptions, type Sharp } from 'sharp'
import { isCut } from './damage/is-cut.ts'
import { salvage } from './damage/salvage.ts'
import { obeysExif, shownSize } from './exif-turn.ts'
import { uncoverGif } from './gif/first-frame.ts'
import type { DecodeRequest } from './messages.ts'
import { inkToLight } from './pixels/ink-to-light.ts'
import { applyGamma } from './pixels/png-gamma.ts'
import type { Pixels } from './pixels/types.ts'
import { isUndecodable } from './undecodable.ts'

/** Longest side of a thumbnail in pixels. */
export const thumbnailSide = 320

export interface SmallPicture {
  pixels: Pixels
  /** The file is cut short or has errors, and what there is of the image is shown all the same, as browsers do. */
  damaged: boolean
}

/** The image, or the first frame of an animation; rejects where nothing can be shown. */
export async function decodeSmall(request: DecodeRequest, header: Metadata): Promise<SmallPicture> {
  const { pixels, damaged } = await decodeFirst(request, header)
  return { pixels: asBrowsersSee(pixels, request), damaged }
}

function asBrowsersSee(pixels: Pixels, { format, bytes }: DecodeRequest): Pixels {
  if (format === 'png') return applyGamma(pixels, bytes)
  return format === 'gif' ? uncoverGif(pixels, bytes) : pixels
}

/** With a strict eye first, and a second time leniently where that fails. */
async function decodeFirst(request: DecodeRequest, header: Metadata): Promise<SmallPicture> {
  const { bytes, format, maxPixels: limitInputPixels, side = thumbnailSide } = request
  const ways = { limitInputPixels, autoOrient: obeysExif(header, format) }
  const read = isOfInks(header) ? readInks : readColours
  try {
    const pixels = await read(sharp(bytes, { ...ways, failOn: 'error' }).resize(within(side)))
    return { pixels, damaged: isCut(bytes, format) }
  } catch (error) {
    // With a lenient eye it would be black.
    if (isUndecodable(format, error)) throw error
    const size = sizeWithin(side, shownSize(header, format))
    const lenient = (some: Buffer) => read(sharp(some, { ...ways, failOn: 'none' }).resize(size))
    return { pixels: await salvage(request, header, lenient), damaged: true }
  }
}

/** A profile of other colours than inks says nothing of them. */
function isOfInks({ space, channels, icc }: Metadata): boolean {
  return space === 'cmyk' && channels === 4 && icc?.toString('latin1', 16, 20) !== 'CMYK'
}

interface Drawing {
  side?: number | undefined
  /** A pixel of what is behind it everywhere. */
  background?: Create | undefined
}

/** Vectors are drawn at the size that is asked for, however large or small they call themselves. */
export async function drawSmall(svg: Buffer, { side = thumbnailSide, background }: Drawing): Promise<Pixels> {
  const image = sharp(svg, { limitInputPixels: false, failOn: 'error' })
  const drawn = image.resize({ ...within(side), withoutEnlargement: false })
  if (background) drawn.composite([{ input: { create: background }, tile: true, blend: 'dest-over' }])
  return readColours(drawn)
}

/** Pixels that were decoded elsewhere: red, green, blue, alpha. */
export async function shrinkPixels(data: Uint8Array, width: number, height: number, side?: number): Promise<Pixels> {
  const raw = { width, height, channels: 4 } as const
  return readColours(sharp(data, { limitInputPixels: false, raw }).resize(within(side)))
}

function within(side = thumbnailSide) {
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true } as const
}

/** sRGB, 8 bits each, whatever the profile and the depth of the image. */
async function readColours(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 }
}

/** Where no profile says how inks look, libvips would take one of its own, which browsers do not have. */
async function readInks(image: Sharp): Promise<Pixels> {
  const inks = image.pipelineColourspace('cmyk').toColourspace('cmyk').raw({ depth: 'uchar' })
  const { data, info } = await inks.toBuffer({ resolveWithObject: true })
  return { data: inkToLight(data), width: info.width, height: info.height, channels: 3 }
}

/** The size of the picture made of an image of this size. */
function sizeWithin(longest: number, { width, height }: { width: number; height: number }): ResizeOptions {
  const scale = Math.min(1, longest / Math.max(width, height))
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return { width: side(width), height: side(height), fit: 'fill' }
}
