/**
 * The ways in which an image is used, as one number with a bit for each element and each state of its alt text. It stands in
 * the image's row, and in that of each collection which holds it, so that facets need not look up the uses of ten thousand
 * images one after the other. `image_uses` is what it follows.
 */
import type { UseTable } from '../tables.ts'
import { elements } from '../types.ts'
import { altStates } from './vocabulary.ts'

export type ValueOfUse = readonly [facet: 'element' | 'alt', value: string]

/** Those of the states are the highest of a number that both databases keep as an integer of 32 bits: elements may yet be added. */
const firstStateBit = 28

/** What each bit stands for. What is stored means this: elements are only ever added, at the end. */
const meanings: [bit: number, value: ValueOfUse][] = [
  ...elements.map((element, at): [number, ValueOfUse] => [1 << at, ['element', element]]),
  ...altStates.map((state, at): [number, ValueOfUse] => [1 << (firstStateBit + at), ['alt', state]]),
]

const bits = new Map(meanings.map(([bit, value]) => [value.join(' '), bit]))

/** 0 for an image that is used nowhere. Where no alt text is missed, there is no state either. */
export function waysOf(uses: Pick<UseTable, 'element' | 'alt'>[]): number {
  return uses.reduce((ways, { element, alt }) => ways | bitOf('element', element) | bitOf('alt', alt), 0)
}

/** 0 for a value that stands for nothing that is counted. */
export function bitOf(...value: ValueOfUse): number {
  return bits.get(value.join(' ')) ?? 0
}

/** Each value once, however many uses have it. */
export function valuesOfWays(ways: number): ValueOfUse[] {
  return meanings.filter(([bit]) => (ways & bit) !== 0).map(([, value]) => value)
}
