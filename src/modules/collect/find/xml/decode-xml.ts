/** From the bytes of an XML document, or of a plain list, to text. */
import { decodeCss } from '../decode.ts'

/** Byte order mark, then header, then the XML declaration, else UTF-8 (RFC 7303). */
export function decodeXml(body: Buffer, contentType: string | null): string {
  const hasCharset = /;\s*charset\s*=/i.test(contentType ?? '')
  return decodeCss(body, hasCharset ? contentType : `text/xml; charset=${encodingOf(body)}`).text
}

/** What is declared in single bytes is not made of double ones, whatever it says. */
function encodingOf(body: Buffer): string {
  const start = body.toString('latin1', 0, 200)
  if (start.startsWith('<\0')) return 'utf-16le'
  if (start.startsWith('\0<')) return 'utf-16be'
  const [, label = 'utf-8'] = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)/i.exec(start) ?? []
  return /^(?:utf-?16|ucs-?2|utf-?32)/i.test(label) ? 'utf-8' : label
}
