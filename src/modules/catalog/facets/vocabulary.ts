/** The words that facets count by, beside those that images have anyway. */

/** In the order in which they are tried: see color-family.ts. */
export const colorFamilies = [
  'black',
  'white',
  'gray',
  'brown',
  'pink',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
] as const
export type ColorFamily = (typeof colorFamilies)[number]

/** How many pixels an image of a size has at most: as many as a square of that side. */
export const sizes = { icon: 64, small: 320, medium: 1024, large: 2048, huge: Number.POSITIVE_INFINITY } as const
export type Size = keyof typeof sizes
export const sizeNames = Object.keys(sizes) as Size[]

export const altStates = ['missing', 'empty', 'present'] as const
export type AltState = (typeof altStates)[number]

/** What is counted, in the order in which it is told. */
export const facetNames = ['format', 'domain', 'host', 'orientation', 'element', 'alt', 'color', 'size'] as const
export type FacetName = (typeof facetNames)[number]
