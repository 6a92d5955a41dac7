/** Spells text and attributes of HTML as XML. */
import { decodeAttribute } from '../html/text.ts'
import { attributeName } from './names.ts'

const namespaces = { '': 'http://www.w3.org/2000/svg', ':xlink': 'http://www.w3.org/1999/xlink' }
const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** The declarations that make a drawing stand on its own. */
export const declarations = Object.entries(namespaces)
  .map(([prefix, url]) => ` xmlns${prefix}="${url}"`)
  .join('')

/** Those that a drawing needs, each with a blank before it: neither what runs, nor what leads out of the drawing. */
export function spellAttributes(attributes: Iterable<[name: string, raw: string]>): string {
  let markup = ''
  for (const [name, raw] of attributes) {
    const value = decodeAttribute(raw)
    if (isKept(name, value)) markup += ` ${attributeName(name)}="${escapeXml(value)}"`
  }
  return markup
}

function isKept(name: string, value: string): boolean {
  if (!/^(?:xlink:|xml:(?=lang$|space$))?[a-z_][\w.-]*$/.test(name) || /^(?:on|xmlns)/.test(name)) return false
  return !/^(?:xlink:)?href$/.test(name) || /^\s*(?:#|data:image\/)/i.test(value)
}

/** Characters that XML cannot hold are left out. */
export function escapeXml(text: string): string {
  const possible = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
  return possible.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)
}
