/** The one decode of an image, straight to the size of a thumbnail. */
import sharp, { type Metadata, type ResizeOptions, type SharpOptions } from 'sharp'
import { isCut } from './damage/is-cut.ts'
import { salvage } from './damage/salvage.ts'
import type { DecodeRequest } from './messages.ts'
import type { Pixels } from './pixels/types.ts'

/** Longest side of a thumbnail in pixels. */
export const thumbnailSide = 320

export interface SmallPicture {
  pixels: Pixels
  /** The file is cut short or has errors, and what there is of the image is shown all the same, as browsers do. */
  damaged: boolean
}

/** Decodes with a strict eye first, and a second time leniently where that fails; rejects where nothing can be shown. */
export async function decodeSmall(request: DecodeRequest, header: Metadata): Promise<SmallPicture> {
  const { bytes, format, maxPixels: limitInputPixels } = request
  try {
    const pixels = await shrink(bytes, { limitInputPixels, failOn: 'error' })
    return { pixels, damaged: isCut(bytes, format) }
  } catch {
    const size = { ...thumbnailSize(header.autoOrient), fit: 'fill' } as const
    const lenient = (some: Buffer) => shrink(some, { limitInputPixels, failOn: 'none' }, size)
    return { pixels: await salvage(request, header, lenient), damaged: true }
  }
}

/** Vectors are drawn at the size of a thumbnail, however large or small they call themselves. */
export async function drawSmall(svg: Buffer): Promise<Pixels> {
  return shrink(svg, { limitInputPixels: false, failOn: 'error' }, { ...atMost, withoutEnlargement: false })
}

const atMost = { width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true } as const

async function shrink(bytes: Buffer, options: SharpOptions, size: ResizeOptions = atMost): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { ...options, autoOrient: true })
    .resize(size)
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 }
}

/** The size of the thumbnail of an image of this size. */
function thumbnailSize({ width, height }: Metadata['autoOrient']): Metadata['autoOrient'] {
  const scale = Math.min(1, thumbnailSide / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
