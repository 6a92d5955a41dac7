/** Perceptual hashes that are near another: how far they are, and in which parts of them to look. */

/** One of the four bands of 16 bits that a hash of 16 hex digits has. */
export interface Band {
  /** Its first digit, counted from 1 as SQL does. */
  start: number
  /** What the band of a near hash may be, four hex digits each. */
  values: string[]
}

const bandDigits = 4
const bandBits = 16
const bandCount = 4

/** Further than this, pictures have nothing to do with each other. */
export const maxDistance = 16

/**
 * Every hash within `distance` has one of these values in one of these bands. The four radii are chosen so that each with one
 * more adds up to `distance` + 1 (8 gives 2, 1, 1 and 1): a hash that is beyond them in every band is beyond `distance` as a whole.
 * After M. Norouzi, A. Punjani, D. J. Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing".
 */
export function bandsNear(hash: string, distance: number): Band[] {
  return Array.from({ length: bandCount }, (_, index) => {
    const from = index * bandDigits
    const value = Number.parseInt(hash.slice(from, from + bandDigits), 16)
    const radius = Math.floor((distance - index) / bandCount)
    return { start: from + 1, values: valuesWithin(value, radius).map(toDigits) }
  })
}

/** All values that differ from one in so many bits at most, from a bit on. */
function valuesWithin(value: number, radius: number, firstBit = 0): number[] {
  if (radius < 0) return []
  const values = [value]
  for (let bit = firstBit; radius > 0 && bit < bandBits; bit++)
    values.push(...valuesWithin(value ^ (1 << bit), radius - 1, bit + 1))
  return values
}

function toDigits(value: number): string {
  return value.toString(16).padStart(bandDigits, '0')
}

/** Tells how many of the 64 bits differ between one hash and others. */
export function distanceFrom(hash: string): (other: string) => number {
  const [high, low] = halves(hash)
  return (other) => {
    const [otherHigh, otherLow] = halves(other)
    return bitsIn(high ^ otherHigh) + bitsIn(low ^ otherLow)
  }
}

function halves(hash: string): [high: number, low: number] {
  return [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8), 16)]
}

/** Counts the bits of 32: first of pairs, then of fours and eights, which the multiplication adds up in the highest eight. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
