/** The one decode of an image, straight to the size of a thumbnail. */
import sharp, { type SharpOptions } from 'sharp'
import type { Pixels } from './pixels/types.ts'

/** Longest side of a thumbnail in pixels. */
export const thumbnailSide = 320

export interface SmallPicture {
  pixels: Pixels
  /** The decoder found errors, and showed what there is of the image all the same, as browsers do. */
  damaged: boolean
}

/** Decodes with a strict eye first, and a second time leniently where that fails; rejects where nothing can be shown. */
export async function decodeSmall(bytes: Buffer, maxPixels: number): Promise<SmallPicture> {
  try {
    return { pixels: await shrink(bytes, { limitInputPixels: maxPixels, failOn: 'error' }), damaged: false }
  } catch {
    return { pixels: await shrink(bytes, { limitInputPixels: maxPixels, failOn: 'none' }), damaged: true }
  }
}

/** Vectors are drawn at the size of a thumbnail, however large or small they call themselves. */
export async function drawSmall(svg: Buffer): Promise<Pixels> {
  return shrink(svg, { limitInputPixels: false, failOn: 'error' }, false)
}

async function shrink(bytes: Buffer, options: SharpOptions, withoutEnlargement = true): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { ...options, autoOrient: true })
    .resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 }
}
