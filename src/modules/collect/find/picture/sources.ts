/** Reads what one element (`img`, `source`, `amp-img`) says about its picture. */
import type { Element } from '../html/tree.ts'
import { parseLazySet, parseSrcset, type Source } from './srcset.ts'

type Attributes = Element['attributes']

const fullSizeAttributes = [
  'data-full-src',
  'data-zoom-image',
  'data-hi-res-src',
  'data-large_image',
  'data-large-image',
]
const lazySetAttributes = ['data-srcset', 'data-lazy-srcset', 'data-bgset']
const lazyAttributes = [
  'data-src',
  'data-lazy-src',
  'data-lazy',
  'data-original',
  'data-image',
  'data-bg',
  'data-background',
  'data-background-image',
]

/** As written, best first: full size, lazy sets, the set with `src`, lazy addresses, `src`. */
export function listSources(attributes: Attributes): string[] {
  const { src = '', srcset = '' } = attributes
  return [
    ...valuesOf(attributes, fullSizeAttributes),
    ...valuesOf(attributes, lazySetAttributes).flatMap((set) => bestFirst(parseLazySet(set))),
    ...bestFirst(withDefault(parseSrcset(srcset), isLazy(attributes) ? '' : src)),
    ...valuesOf(attributes, lazyAttributes),
    src,
  ].filter((value) => value !== '')
}

/** True when a script is expected to replace what the element shows. */
export function isLazy(attributes: Attributes): boolean {
  return valuesOf(attributes, [...lazySetAttributes, ...lazyAttributes]).length > 0
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

function valuesOf(attributes: Attributes, names: string[]): string[] {
  return names.map((name) => attributes[name] ?? '').filter(mayBeAddress)
}

/** Settings such as `true`, `3`, `lazy` or JSON share these names. */
function mayBeAddress(value: string): boolean {
  return /[./]/.test(value) && !/^\s*[[{<]/.test(value) && !/^\s*[\d.]+\s*$/.test(value)
}
