/** Counts images by the values that they have. */
import { colorFamily } from './color-family.ts'
import { sizeOf, type TalliedRow } from './image-values.ts'
import { type FacetName, facetNames } from './vocabulary.ts'
import { valuesOfWays } from './ways.ts'

export interface ValueCount {
  value: string
  count: number
}

export interface Tally {
  add(row: TalliedRow): void
  /** Of each facet the values, the commonest first; of as many the first in the alphabet. */
  sorted(): Record<FacetName, ValueCount[]>
}

/** What the rows say is counted as it stands there; what it means is made out once, at the end. */
export function createTally(): Tally {
  const format = new Map<string, number>()
  const domain = new Map<string, number>()
  const host = new Map<string, number>()
  const orientation = new Map<string, number>()
  const color = new Map<string, number>()
  const pixels = new Map<number, number>()
  const ways = new Map<number, number>()

  return {
    add(row) {
      increase(format, row.format)
      increase(domain, row.domain)
      increase(host, row.host)
      increase(orientation, row.orientation)
      if (row.color !== null) increase(color, row.color)
      increase(pixels, row.pixels)
      increase(ways, row.ways)
    },
    sorted() {
      const counts = {
        ...{ format, domain, host, orientation },
        ...{ element: new Map<string, number>(), alt: new Map<string, number>() },
        color: regroup(color, colorFamily),
        size: regroup(pixels, sizeOf),
      }
      for (const [number, count] of ways) {
        for (const [facet, value] of valuesOfWays(number)) increase(counts[facet], value, count)
      }
      return Object.fromEntries(facetNames.map((name) => [name, sort(counts[name])])) as Record<FacetName, ValueCount[]>
    },
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

function regroup<From, To>(counts: Map<From, number>, meaning: (from: From) => To): Map<To, number> {
  const regrouped = new Map<To, number>()
  for (const [from, count] of counts) increase(regrouped, meaning(from), count)
  return regrouped
}

function sort(counts: Map<string, number>): ValueCount[] {
  return [...counts].map(([value, count]) => ({ value, count })).sort(byCount)
}

/** By code units: the same whatever the database sorts by. */
export function byCount(a: ValueCount, b: ValueCount): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1)
}
