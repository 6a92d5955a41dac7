/** Pages that are written in XML. */
import type { Document } from './types.ts'
import { decodeXml } from './xml/decode-xml.ts'
import { readXml } from './xml/read-xml.ts'

/** What may stand before the root element and in it. */
const maxHeadBytes = 64 * 1024

/** True where the root element is `html` in the namespace of XHTML. */
export function isXhtml({ body, contentType }: Pick<Document, 'body' | 'contentType'>): boolean {
  const [root] = readXml(decodeXml(body.subarray(0, maxHeadBytes), contentType)).take(1)
  return root?.element.name === 'xhtml:html'
}
