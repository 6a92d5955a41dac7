/** From what a page says to an address that may be fetched. */
import iconv from 'iconv-lite'

/** Longer addresses than this many characters are refused. */
const maxLength = 8192

/**
 * The absolute http(s) URL that a browser would ask for (WHATWG URL), without fragment and credentials.
 * Undefined for anything else: other schemes, an empty value, a mere fragment, more than 8 KiB.
 * It does not judge whether the address is public: that is done where the connection is made.
 * `encoding` is that of the document: a browser spells the query in it, as the URL Standard demands.
 */
export function resolveUrl(untrusted: string, base: string, encoding = 'UTF-8'): string | undefined {
  if (untrusted.length > maxLength) return undefined
  const value = trimAsBrowser(untrusted)
  if (value === '' || value.startsWith('#')) return undefined
  const url = URL.parse(spellQuery(value, encoding), base)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined
  if (url.username || url.password) url.username = url.password = ''
  if (url.hash || url.href.endsWith('#')) url.hash = ''
  return url.href.length > maxLength ? undefined : url.href
}

/** Removes the C0 controls and spaces round a value, as the URL parser does. */
export function trimAsBrowser(value: string): string {
  let start = 0
  let end = value.length
  while (start < end && value.charCodeAt(start) <= 0x20) start++
  while (end > start && value.charCodeAt(end - 1) <= 0x20) end--
  return value.slice(start, end)
}

function spellQuery(value: string, encoding: string): string {
  if (encoding.startsWith('UTF-') || !iconv.encodingExists(encoding) || /^\p{ASCII}*$/u.test(value)) return value
  const [beforeFragment = ''] = value.split('#', 1)
  const start = beforeFragment.indexOf('?')
  if (start === -1) return value
  return beforeFragment.slice(0, start) + spellCharacters(beforeFragment.slice(start), encoding)
}

function spellCharacters(query: string, encoding: string): string {
  return query.replace(/[^\p{ASCII}]/gu, (character) => {
    const bytes = iconv.encode(character, encoding)
    if (iconv.decode(bytes, encoding) !== character) return `%26%23${character.codePointAt(0)}%3B`
    return [...bytes].map(spellByte).join('')
  })
}

/** As ASCII where the Standard's query percent-encode set has not got it: the second byte of a character may be such. */
function spellByte(byte: number): string {
  const isPlain = byte > 0x20 && byte < 0x7f && !`"#<>'`.includes(String.fromCharCode(byte))
  return isPlain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`
}
