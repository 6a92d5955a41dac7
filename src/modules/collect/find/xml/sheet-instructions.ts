/** The style sheets that an XML document names before its root element (Associating Style Sheets with XML documents 1.0). */
import { createAttributeReader } from '../html/attributes.ts'
import { decodeAttribute } from '../html/text.ts'

/** What stands before the root element and is longer than this is not looked through. */
const maxLength = 64 * 1024

/** Their addresses as written; what a comment holds is none of them. Linear. */
export function listInstructedSheets(xml: string): string[] {
  const steps = /<!--.*?(?:-->|$)|<\?xml-stylesheet\s(.*?)(?:\?>|$)|<[a-z_]/gis
  const readAttributes = createAttributeReader()
  const sheets: string[] = []
  for (const [step, instruction] of xml.slice(0, maxLength).matchAll(steps)) {
    if (!/^<[!?]/.test(step)) break
    const { attributes } = readAttributes(`${instruction ?? ''}>`, 0) ?? {}
    const href = attributes?.get('href')
    if (href && /^\s*(?:text\/css\b|$)/i.test(attributes?.get('type') ?? '')) sheets.push(decodeAttribute(href))
  }
  return sheets
}
