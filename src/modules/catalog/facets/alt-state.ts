/** What is to be said of the alt text of a use. */
import type { OccurrenceTable } from '../tables.ts'
import type { Element } from '../types.ts'
import type { AltState } from './vocabulary.ts'

/** The elements that should have an alt text: a background without one misses nothing. */
export const elementsWithAlt: readonly string[] = ['img', 'picture', 'noscript', 'input', 'amp-img'] satisfies Element[]

/** `none`: there is no alt text, and none is missed. */
export function altStateOf({ element, alt }: Pick<OccurrenceTable, 'element' | 'alt'>): AltState | 'none' {
  if (alt !== null) return alt === '' ? 'empty' : 'present'
  return elementsWithAlt.includes(element) ? 'missing' : 'none'
}
