/** Tells whether one image is a larger form of another. */
import type { Facts } from '#process'

/** What two images are compared by. */
export type Compared = Pick<Facts, 'width' | 'height' | 'phash'>

/** Bits of 64 in which the perceptual hashes of one picture in two sizes may differ. */
const maxDistance = 8
/** Sides are rounded when a picture is resized; beyond that and a little more it was cropped. */
const maxStretch = 0.02

/** Why `other` is no larger form of `own`, in words; undefined where it is one. Flat images have no hash, and are never sure. */
export function objectionTo(other: Compared, own: Compared): string | undefined {
  if (other.width * other.height <= own.width * own.height) return 'It is not larger.'
  if (!hasSameShape(other, own)) return 'It has another shape.'
  if (other.phash === null || own.phash === null) return 'It cannot be told whether it shows the same.'
  return distance(other.phash, own.phash) <= maxDistance ? undefined : 'It shows something else.'
}

function hasSameShape(one: Compared, other: Compared): boolean {
  const stretch = (one.width / one.height) * (other.height / other.width)
  const rounding = 1 / Math.min(other.width, other.height)
  return Math.abs(stretch - 1) <= maxStretch + rounding
}

function distance(one: string, other: string): number {
  const bits = (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2)
  return bits.replaceAll('0', '').length
}
