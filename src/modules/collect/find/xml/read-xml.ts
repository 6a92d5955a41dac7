/** Reads the elements of an XML document in order, in linear time whatever the document is (docs/decisions/0004). */
import { createAttributeReader } from '../html/attributes.ts'
import { createOpenElements, type OpenElement, type XmlElement } from './open-elements.ts'

/** The start of an element; or its end, with all that stands between its tags. */
export interface XmlStep {
  element: XmlElement
  source?: string
}

/** Deeper than this is no feed and no sitemap, but an attack: reading ends there. */
const maxDepth = 512

/**
 * Tolerant where readers of feeds have to be: names in any case, attributes without quotes, end tags that are missing
 * (the end of an outer element is the end of those inside) or too many. What the document's end cuts off ends there and
 * has no content. Nothing that a DTD declares is read.
 */
export function* readXml(xml: string): Generator<XmlStep> {
  const elements = createOpenElements()
  const readAttributes = createAttributeReader()
  const tagName = /<(\/?)([a-z_\x80-\uFFFF][^\s<>/]*)/iy
  let at = xml.indexOf('<')
  while (at !== -1 && elements.depth() < maxDepth) {
    tagName.lastIndex = at
    const [, slash, untrusted] = tagName.exec(xml) ?? []
    if (untrusted === undefined) at = afterOther(xml, at)
    else {
      const list = readAttributes(xml, tagName.lastIndex)
      if (!list) break
      const name = untrusted.toLowerCase()
      if (slash) yield* ends(elements.close(name), xml, at)
      else yield { element: elements.open(name, list.attributes, list.end) }
      if (!slash && list.selfClosing) yield* ends(elements.close(name), xml, list.end)
      at = list.end
    }
    at = xml.indexOf('<', at)
  }
  for (const element of elements.closeAll()) yield { element, source: '' }
}

function* ends(closed: Iterable<OpenElement>, xml: string, at: number): Generator<XmlStep> {
  for (const element of closed) yield { element, source: xml.slice(element.start, at) }
}

/** The position after a comment, CDATA, an instruction or a document type; the document's end where it never ends. */
function afterOther(xml: string, at: number): number {
  if (xml.startsWith('<!--', at)) return after(xml, /-->/g, at + 4)
  if (xml.startsWith('<![CDATA[', at)) return after(xml, /\]\]>/g, at)
  if (xml.startsWith('<?', at)) return after(xml, /\?>/g, at)
  if (/^<!doctype/i.test(xml.slice(at, at + 9))) return afterDoctype(xml, at)
  return at + 1
}

/** With the declarations inside it. */
function afterDoctype(xml: string, at: number): number {
  const end = after(xml, /[[>]/g, at)
  return xml[end - 1] === '[' ? after(xml, /\]\s*>/g, end) : end
}

function after(xml: string, end: RegExp, from: number): number {
  end.lastIndex = from
  return end.exec(xml) ? end.lastIndex : xml.length
}
