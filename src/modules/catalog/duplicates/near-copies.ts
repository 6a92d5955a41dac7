/** Near copies among images: each belongs to the best one that shows the same picture. */
import { setImmediate } from 'node:timers/promises'
import { bandsNear, distanceFrom } from '../similar/near-hashes.ts'

/** What images are compared by. */
export interface Comparable {
  id: string
  phash: string
  width: number
  height: number
  bytes: number
}

export interface CopiesOf {
  best: Comparable
  /** Within the distance of the best one, nearest first. */
  copies: { image: Comparable; distance: number }[]
  /** Bytes of the copies. */
  wastedBytes: number
}

/** Further apart, pictures are alike and need not be the same. */
const copyDistance = 4

/** Width by height may differ by so much: scaling rounds to whole pixels. */
const shapeTolerance = 0.02

/** So many are compared before others have their turn of the event loop. */
const turnSize = 200

/** Every image is in one group at most; the best has the most pixels, and of those the fewest bytes. */
export async function groupNearCopies(images: Comparable[]): Promise<CopiesOf[]> {
  const ranked = images.toSorted(byQuality)
  const left = new Set(ranked)
  const inBand = indexBands(ranked)
  const groups: CopiesOf[] = []
  for (const [rank, best] of ranked.entries()) {
    if (left.delete(best)) {
      const group = groupOf(best, takeCopies(best, inBand, left))
      if (group.copies.length > 0) groups.push(group)
    }
    if (rank % turnSize === 0) await setImmediate()
  }
  return groups
}

function byQuality(a: Comparable, b: Comparable): number {
  return b.width * b.height - a.width * a.height || a.bytes - b.bytes || (a.id < b.id ? -1 : 1)
}

/** The images by each quarter of their hashes, where `bandsNear` says to look. */
function indexBands(images: Comparable[]): Map<string, Comparable[]> {
  const inBand = new Map<string, Comparable[]>()
  for (const image of images) {
    for (const { start, values } of bandsNear(image.phash, 3)) {
      const key = `${start} ${values[0]}`
      const known = inBand.get(key)
      if (known) known.push(image)
      else inBand.set(key, [image])
    }
  }
  return inBand
}

function takeCopies(best: Comparable, inBand: Map<string, Comparable[]>, left: Set<Comparable>): CopiesOf['copies'] {
  const distanceTo = distanceFrom(best.phash)
  const copies: CopiesOf['copies'] = []
  for (const { start, values } of bandsNear(best.phash, copyDistance)) {
    for (const image of values.flatMap((value) => inBand.get(`${start} ${value}`) ?? [])) {
      if (!left.has(image)) continue
      const distance = distanceTo(image.phash)
      if (distance > copyDistance || !hasSameShape(best, image)) continue
      left.delete(image)
      copies.push({ image, distance })
    }
  }
  return copies
}

function hasSameShape(one: Comparable, other: Comparable): boolean {
  const ratio = (one.width * other.height) / (one.height * other.width)
  return ratio <= 1 + shapeTolerance && ratio >= 1 / (1 + shapeTolerance)
}

function groupOf(best: Comparable, copies: CopiesOf['copies']): CopiesOf {
  copies.sort((a, b) => a.distance - b.distance || byQuality(a.image, b.image))
  return { best, copies, wastedBytes: copies.reduce((sum, { image }) => sum + image.bytes, 0) }
}
