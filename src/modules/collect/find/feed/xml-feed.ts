/** Reads RSS (2.0, 1.0, 0.9x) and Atom, with the modules that name pictures. */
import type { XmlElement } from '../xml/open-elements.ts'
import { readXml } from '../xml/read-xml.ts'
import { createBases } from './bases.ts'
import type { Found } from './found.ts'
import { readElement } from './item-elements.ts'
import { isMarkup, markupOf } from './markup-elements.ts'
import { createSubjects } from './subjects.ts'

const feedNames = new Set(['rss', 'rdf:rdf', 'channel', 'feed'])
const itemNames = new Set(['item', 'entry'])
const mediaNames = new Set(['media:group', 'media:content', 'media:thumbnail'])

/** What stands outside of a feed names nothing. */
export function readXmlFeed(xml: string, feedUrl: string, found: Found): void {
  const bases = createBases(feedUrl)
  const subjects = createSubjects(feedUrl, found)
  let markup: XmlElement | undefined

  function open(element: XmlElement): void {
    bases.enter(element)
    if (feedNames.has(element.name)) subjects.startFeed()
    else if (itemNames.has(element.name)) subjects.startItem()
    else if (mediaNames.has(element.name)) subjects.current()?.media.open(element)
    else if (isMarkup(element)) markup = element
  }

  function close(element: XmlElement, source: string): void {
    const subject = subjects.current()
    if (markup) subject?.markup.push({ html: markupOf(element, source), base: bases.declared() })
    else if (itemNames.has(element.name)) subjects.endItem()
    else if (mediaNames.has(element.name)) subject?.media.close(element, bases.resolve)
    else if (subject) readElement(element, source, subject, bases)
    bases.leave(element)
    markup = undefined
  }

  for (const { element, source } of readXml(xml)) {
    if (subjects.areEnough()) break
    if (markup && markup !== element) continue
    if (source === undefined) open(element)
    else close(element, source)
  }
  subjects.end()
}
