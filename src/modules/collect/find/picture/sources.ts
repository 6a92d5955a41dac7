/** Reads what one element (`img`, `source`, `amp-img`) says about its picture. */
import type { Element } from '../html/tree.ts'
import { readDataSources } from './data-sources.ts'
import { isPlaceholder } from './placeholder.ts'
import { parseLazySet, parseSrcset, type Source } from './srcset.ts'

type Attributes = Element['attributes']

/** As written, best first: full size, lazy sets, the set with `src`, lazy addresses, `src`, what may be anything. */
export function listSources(attributes: Attributes): string[] {
  const { src = '', srcset = '' } = attributes
  const data = readDataSources(attributes)
  return [
    ...data.larger,
    ...data.sets.flatMap((set) => bestFirst(parseLazySet(set))),
    ...bestFirst(withDefault(parseSrcset(srcset), isLazy(attributes) ? '' : src)),
    ...data.lazy,
    src,
    ...data.unsure,
    ...data.smaller,
  ].filter((value) => value !== '')
}

/** True when a script is expected to replace what the element shows. */
export function isLazy(attributes: Attributes): boolean {
  const { src = '', srcset = '' } = attributes
  const { sets, lazy, larger, unsure, smaller } = readDataSources(attributes)
  if (sets.length + lazy.length > 0) return true
  const showsNothing = srcset === '' && (src === '' || isPlaceholder(src))
  return showsNothing && larger.length + unsure.length + smaller.length > 0
}

/** Greatest width first, then greatest density; ties in the order written. */
export function bestFirst(sources: Source[]): string[] {
  const sorted = sources.toSorted(
    (one, other) => (other.width ?? 0) - (one.width ?? 0) || (other.density ?? 1) - (one.density ?? 1),
  )
  return sorted.map((source) => source.url)
}

/** `src` is the candidate of density 1 where the set has neither one nor widths, as the HTML Standard says. */
function withDefault(sources: Source[], src: string): Source[] {
  const isComplete = sources.some((source) => source.width !== undefined || (source.density ?? 1) === 1)
  return src === '' || isComplete ? sources : [...sources, { url: src, density: 1 }]
}
