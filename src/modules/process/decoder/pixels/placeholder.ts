/** The blurred placeholder that a page shows while a thumbnail is under way. */
import { rgbaToThumbHash } from 'thumbhash'
import { resample } from './resample.ts'
import type { Pixels } from './types.ts'

/** A ThumbHash keeps seven waves a direction: more pixels than this add time and nothing else. */
const maxSide = 32

/** ThumbHash of the picture in base64. */
export function placeholder(pixels: Pixels): string {
  const scale = Math.min(1, maxSide / Math.max(pixels.width, pixels.height))
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  const small = resample(pixels, side(pixels.width), side(pixels.height))
  return Buffer.from(rgbaToThumbHash(small.width, small.height, small.data)).toString('base64')
}
