/** Reads what the `data-*` attributes of an image say about its picture: what scripts show later, larger or smaller. */
import type { Element } from '../html/tree.ts'
import { isDataName, saysImage, saysLarger, saysLazy, saysOther, saysSet, saysSmaller, saysText } from './data-names.ts'
import { isImageAddress, mayBeAddress, mayBeSet, splitAddresses } from './data-values.ts'

export interface DataSources {
  /** Of the full size. */
  larger: string[]
  /** As in `srcset`. */
  sets: string[]
  /** Under names by which scripts replace `src`. */
  lazy: string[]
  /** Under names that say nothing of what they are for. */
  unsure: string[]
  /** Stand-ins too. */
  smaller: string[]
  /** Of other pictures than the one that the page shows. */
  others: string[]
}

const largerNames = [
  'data-orig-file',
  'data-full-src',
  'data-full-url',
  'data-full-image',
  'data-zoom-image',
  'data-zoom-src',
  'data-hi-res-src',
  'data-high-res-src',
  'data-large_image',
  'data-large-image',
  'data-large-src',
  'data-large-file',
]
const lazyNames = [
  'data-src',
  'data-lazy-src',
  'lazy-src',
  'lazysrc',
  'data-lazy',
  'data-lazyload',
  'data-flickity-lazyload',
  'data-original',
  'data-actualsrc',
  'data-echo',
  'data-image',
  'data-bg',
  'data-background',
  'data-background-image',
]
const none: DataSources = { larger: [], sets: [], lazy: [], unsure: [], smaller: [], others: [] }
const knownNames = new Set([...largerNames, ...lazyNames])

/** Known names first; any other counts when its whole value is the address of an image file. */
export function readDataSources(attributes: Element['attributes']): DataSources {
  const names = Object.keys(attributes).filter(isDataName)
  if (names.length === 0) return none
  const unknown = names.filter((name) => isUnknown(name) && isImageAddress(attributes[name] ?? ''))
  const valuesOf = (list: string[]) => list.map((name) => attributes[name] ?? '').filter(mayBeAddress)
  const kinds = Map.groupBy(unknown, kindOf)
  const listed = (name: string) => splitAddresses(attributes[name] ?? '')
  return {
    larger: valuesOf([...largerNames, ...(kinds.get('larger') ?? [])]),
    sets: names
      .filter(saysSet)
      .map((name) => attributes[name] ?? '')
      .filter(mayBeSet),
    lazy: valuesOf([...lazyNames, ...(kinds.get('lazy') ?? [])]),
    unsure: valuesOf(kinds.get('unsure') ?? []),
    smaller: valuesOf(kinds.get('smaller') ?? []),
    others: [...valuesOf(kinds.get('others') ?? []), ...names.filter(saysImage).flatMap(listed)],
  }
}

function kindOf(name: string): Exclude<keyof DataSources, 'sets'> {
  if (saysOther(name)) return 'others'
  if (saysLarger(name)) return 'larger'
  if (saysSmaller(name)) return 'smaller'
  return saysLazy(name) ? 'lazy' : 'unsure'
}

function isUnknown(name: string): boolean {
  return !knownNames.has(name) && !saysSet(name) && !saysText(name)
}
