/** Which value an image has in each facet. */
import type { ImageTable } from '../tables.ts'
import { colorFamily } from './color-family.ts'
import { type FacetName, type Size, sizeNames, sizes } from './vocabulary.ts'

export type Value = readonly [facet: FacetName, value: string]

const lasting = ['format', 'domain', 'host', 'orientation', 'color', 'pixels'] as const

/** What is asked of an image that comes or goes: how it is used is counted apart. */
export const facetColumns = ['id', ...lasting] as const
export type FacetRow = Pick<ImageTable, (typeof facetColumns)[number]>

/** What is asked of an image that is looked at for its facets; the same stands beside its words. */
export const talliedColumns = [...lasting, 'ways'] as const
export type TalliedRow = Pick<ImageTable, (typeof talliedColumns)[number]>

/** Those that it has whatever it is used for; no colour where nothing could be decoded. */
export function valuesOfImage({ format, domain, host, orientation, color, pixels }: Omit<FacetRow, 'id'>): Value[] {
  const values: Value[] = [
    ['format', format],
    ['domain', domain],
    ['host', host],
    ['orientation', orientation],
    ['size', sizeOf(pixels)],
  ]
  if (color !== null) values.push(['color', colorFamily(color)])
  return values
}

export function sizeOf(pixels: number): Size {
  return sizeNames.find((name) => pixels <= sizes[name] ** 2) as Size
}
