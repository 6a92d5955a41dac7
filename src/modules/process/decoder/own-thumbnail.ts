/** Whether an image needs no thumbnail, because it is as good as one itself: half of those of `gimp-help-en` are (bench/RESULTS.md). */
import type { Facts } from '#catalog'
import type { DecodeRequest } from './messages.ts'
import { thumbnailSide } from './small-picture.ts'

/** Some three times what a thumbnail weighs in the mean: beyond that a wall of them is quicker with thumbnails. */
const maxBytes = 24 * 1024

const shownByAll: Facts['format'][] = ['jpeg', 'png', 'gif', 'webp']

/** A wall of pictures stands still, so none that is animated; and what is damaged each browser shows in its own way. */
export function isOwnThumbnail({ bytes, side }: DecodeRequest, facts: Shape): boolean {
  const { format, width, height, animated, damaged } = facts
  if (side !== undefined || animated || damaged || bytes.length > maxBytes) return false
  return shownByAll.includes(format) && Math.max(width, height) <= thumbnailSide
}

type Shape = Pick<Facts, 'format' | 'width' | 'height' | 'animated' | 'damaged'>
