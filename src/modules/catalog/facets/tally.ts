/** Counts images by the values that they have. */
import type { Value } from './image-values.ts'
import { type FacetName, facetNames } from './vocabulary.ts'

export interface ValueCount {
  value: string
  count: number
}

export interface Tally {
  add(values: Iterable<Value>): void
  /** Of each facet the values, the commonest first; of as many the first in the alphabet. */
  sorted(): Record<FacetName, ValueCount[]>
}

export function createTally(): Tally {
  const counts = Object.fromEntries(facetNames.map((name) => [name, new Map()])) as Record<
    FacetName,
    Map<string, number>
  >

  return {
    add(values) {
      for (const [facet, value] of values) {
        const count = counts[facet]
        count.set(value, (count.get(value) ?? 0) + 1)
      }
    },
    sorted: () => Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, sort(count)])) as never,
  }
}

function sort(counts: Map<string, number>): ValueCount[] {
  return [...counts].map(([value, count]) => ({ value, count })).sort(byCount)
}

/** By code units: the same whatever the database sorts by. */
export function byCount(a: ValueCount, b: ValueCount): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1)
}
