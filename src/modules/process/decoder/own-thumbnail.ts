/** Whether an image needs no thumbnail, because it is as good as one itself: on most websites half of them are. */
import type { Facts } from '#catalog'
import type { DecodeRequest } from './messages.ts'
import { thumbnailSide } from './small-picture.ts'

/** What a thumbnail of 320 px weighs at most, but for the wildest. */
const maxBytes = 24 * 1024

const shownByAll: Facts['format'][] = ['jpeg', 'png', 'gif', 'webp']

/** A wall of pictures stands still, so none that is animated; and what is damaged each browser shows in its own way. */
export function isOwnThumbnail({ bytes, side }: DecodeRequest, facts: Shape): boolean {
  const { format, width, height, animated, damaged } = facts
  if (side !== undefined || animated || damaged || bytes.length > maxBytes) return false
  return shownByAll.includes(format) && Math.max(width, height) <= thumbnailSide
}

type Shape = Pick<Facts, 'format' | 'width' | 'height' | 'animated' | 'damaged'>
