/** Chance that can be repeated: the same seed gives the same numbers. */

export interface Random {
  /** A whole number from 0 to `below` - 1. */
  integer(below: number): number
  one<Value>(values: readonly Value[]): Value
}

/** mulberry32 (Tommy Ettinger, public domain). */
export function createRandom(seed: number): Random {
  let state = seed
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (below: number) => Math.floor(next() * below)
  return { integer, one: (values) => values[integer(values.length)] as never }
}
