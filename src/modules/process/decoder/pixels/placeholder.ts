/** The blurred placeholder that a page shows while a thumbnail is under way. */
import { rgbaToThumbHash } from 'thumbhash'
import type { Pixels } from './types.ts'
import { within } from './within.ts'

/** A ThumbHash keeps seven waves a direction: more pixels than this add time and nothing else. */
const maxSide = 24

/** ThumbHash of the picture in base64. */
export function placeholder(pixels: Pixels): string {
  const { width, height, data } = within(pixels, maxSide)
  return Buffer.from(rgbaToThumbHash(width, height, data)).toString('base64')
}
