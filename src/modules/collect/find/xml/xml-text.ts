/** The text of an element, from what stands between its tags. */
import { decodeXML } from 'entities'

const cdata = '<![CDATA['

/**
 * Tags, comments and instructions are left out, CDATA is taken as it stands, entities are decoded where XML itself knows
 * them; those that a document defines stay as written, so that none can grow. Linear: what is never closed ends the text.
 */
export function textOf(source: string): string {
  if (!source.includes('<')) return decodeXML(source)
  let text = ''
  let at = 0
  for (let start = source.indexOf('<'); start !== -1; start = source.indexOf('<', at)) {
    text += decodeXML(source.slice(at, start))
    const [opening, closing] = delimitersOf(source, start)
    const end = source.indexOf(closing, start + opening.length)
    if (opening === cdata) text += source.slice(start + cdata.length, end === -1 ? source.length : end)
    if (end === -1) return text
    at = end + closing.length
  }
  return text + decodeXML(source.slice(at))
}

function delimitersOf(source: string, start: number): [opening: string, closing: string] {
  if (source.startsWith(cdata, start)) return [cdata, ']]>']
  return source.startsWith('<!--', start) ? ['<!--', '-->'] : ['<', '>']
}
