/** The pictures that a feed names or shows, and the pages of its items. */
import { createFound } from './feed/found.ts'
import { readJsonFeed } from './feed/json-feed.ts'
import { readXmlFeed } from './feed/xml-feed.ts'
import type { Document, FeedFindings } from './types.ts'
import { decodeXml } from './xml/decode-xml.ts'

/**
 * Reads RSS 2.0, 1.0 and 0.9x, Atom and JSON Feed 1.1: enclosures, Media RSS, the images of podcasts, logos and icons,
 * and what the HTML of the items shows. Renditions of one picture are its candidates, the largest first.
 * At most 10,000 items, pictures and links; anything that is no feed has none. Never throws for what the bytes are;
 * linear in their number.
 */
export function findInFeed(document: Document): FeedFindings {
  const text = decodeXml(document.body, document.contentType)
  const found = createFound()
  if (/^\s*\{/.test(text)) readJsonFeed(text, document.url, found)
  else readXmlFeed(text, document.url, found)
  return found.list()
}
