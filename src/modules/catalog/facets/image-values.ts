/** Which value an image has in each facet. */
import type { ImageTable } from '../tables.ts'
import { colorFamily } from './color-family.ts'
import { type FacetName, type Size, sizeNames, sizes } from './vocabulary.ts'

export type Value = readonly [facet: FacetName, value: string]

/** What is asked of an image for its facets. */
export const facetColumns = ['id', 'format', 'domain', 'host', 'orientation', 'color', 'pixels'] as const
export type FacetRow = Pick<ImageTable, (typeof facetColumns)[number]>

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
