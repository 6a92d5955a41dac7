/** Bits from the lowest of the first byte on. */

export interface Bits {
  /** The next ones as a number, at most 30. Throws a RangeError behind the end. */
  take(count: number): number
}

export function createBits(bytes: Buffer): Bits {
  let at = 0
  return {
    take(count) {
      let number = 0
      for (let bit = 0; bit < count; bit++, at++) number |= ((bytes.readUInt8(at >> 3) >> (at & 7)) & 1) << bit
      return number
    },
  }
}
