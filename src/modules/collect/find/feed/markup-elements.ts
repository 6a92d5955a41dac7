/** Which elements of a feed carry HTML, and how it is had from them. */
import type { XmlElement } from '../xml/open-elements.ts'
import { textOf } from '../xml/xml-text.ts'

const alwaysMarkup = new Set(['description', 'content:encoded', 'xhtml:body', 'fulltext'])

/** Those of Atom say it by their type. */
const markupByType = new Set(['content', 'summary'])

export function isMarkup({ name, attribute }: XmlElement): boolean {
  return alwaysMarkup.has(name) || (markupByType.has(name) && /html/i.test(attribute('type') ?? ''))
}

/** As text, or as elements: these without the prefix that XHTML may have. */
export function markupOf({ hasElements }: XmlElement, source: string): string {
  return hasElements ? source.replace(/<(\/?)[a-z][\w.-]*:(?=[a-z])/gi, '<$1') : textOf(source)
}
