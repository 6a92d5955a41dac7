/** From bytes to text, as a browser decides it: byte order mark, then header, then what the document says of itself. */
import sniffEncoding from 'html-encoding-sniffer'
import iconv from 'iconv-lite'

export interface Text {
  text: string
  /** Name of the encoding as the Encoding Standard spells it, e.g. `windows-1252`. */
  encoding: string
}

/** Where Node's own decoder (ICU) departs most from the Encoding Standard; it is exact on the others, iconv-lite is not. */
const decodedByIconv = new Set(['Shift_JIS', 'Big5', 'EUC-JP', 'EUC-KR'])

/** An encoding that is neither declared nor recognised is UTF-8 when the bytes are valid in it, else windows-1252. */
export function decodeHtml(body: Buffer, contentType: string | null): Text {
  const declared = sniffEncoding(body, {
    transportLayerEncodingLabel: charsetOf(contentType),
    defaultEncoding: 'unknown',
  })
  return decode(body, declared === 'unknown' ? guess(body) : declared)
}

/**
 * A style sheet: byte order mark, header, `@charset`. Then it would be the encoding of the page that links it, which is not
 * asked here: UTF-8, or windows-1252 where the bytes cannot be UTF-8.
 */
export function decodeCss(body: Buffer, contentType: string | null): Text {
  const label = charsetOf(contentType) ?? charsetRule(body)
  const encoding = sniffEncoding(body, {
    transportLayerEncodingLabel: label,
    defaultEncoding: 'unknown',
    maxPrescanBytes: 0,
  })
  return decode(body, encoding === 'unknown' ? guess(body) : encoding)
}

/** Encodings that browsers refuse to decode are named `replacement`: such a document is one unknown character. */
function decode(body: Buffer, encoding: string): Text {
  if (encoding === 'replacement') return { text: body.length > 0 ? '\ufffd' : '', encoding: 'UTF-8' }
  const text = decodedByIconv.has(encoding) ? iconv.decode(body, encoding) : new TextDecoder(encoding).decode(body)
  return { text, encoding }
}

function guess(body: Buffer): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body)
    return 'UTF-8'
  } catch {
    return 'windows-1252'
  }
}

function charsetOf(contentType: string | null): string | undefined {
  const match = /;\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))/i.exec(contentType ?? '')
  return match?.[1] ?? match?.[2] ?? match?.[3]
}

function charsetRule(body: Buffer): string | undefined {
  const label = /^@charset "([^"]*)";/.exec(body.toString('latin1', 0, 200))?.[1]
  return label && /^utf-16/i.test(label) ? 'utf-8' : label
}
