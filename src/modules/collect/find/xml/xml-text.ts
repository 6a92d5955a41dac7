/** The text of an element, from what stands between its tags. */
import { decodeXML } from 'entities'

/** CDATA with its content; comments, instructions, tags. What is never closed goes on to the end: linear. */
const markup = /<!\[CDATA\[(.*?)(?:\]\]>|$)|<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)|<[/!a-z_\x80-\uFFFF][^>]*>?/gis

/**
 * Tags, comments and instructions are left out, CDATA is taken as it stands, entities are decoded where XML itself knows
 * them; those that a document defines stay as written, so that none can grow.
 */
export function textOf(source: string): string {
  if (!source.includes('<')) return decodeXML(source)
  let text = ''
  let at = 0
  for (const { 0: found, 1: cdata = '', index } of source.matchAll(markup)) {
    text += decodeXML(source.slice(at, index)) + cdata
    at = index + found.length
  }
  return text + decodeXML(source.slice(at))
}
