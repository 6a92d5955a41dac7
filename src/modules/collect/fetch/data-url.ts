/** `data:` URLs, by https://fetch.spec.whatwg.org/#data-url-processor. */
import type { Refusal } from './types.ts'

export type DataUrl = { ok: true; mediaType: string; body: Buffer } | ({ ok: false } & Refusal)

/** The bytes and the media type in a `data:` URL. Neither is to be believed: the bytes may be of another type. */
export function decodeDataUrl(text: string, maxBytes: number): DataUrl {
  // Before any work: no spelling needs more than three characters for a byte, and white space is not worth more.
  if (text.length > 3 * maxBytes + 1024) return tooLarge(maxBytes)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'data:') return malformed
  url.hash = ''
  const comma = url.href.indexOf(',')
  if (comma < 0) return malformed
  const type = url.href.slice('data:'.length, comma).trim()
  const bytes = percentDecode(url.href.slice(comma + 1))
  const isBase64 = /; *base64$/i.test(type)
  const body = isBase64 ? forgivingBase64(bytes.toString('latin1')) : bytes
  if (!body) return malformed
  return body.length > maxBytes ? tooLarge(maxBytes) : { ok: true, mediaType: mediaTypeOf(type), body }
}

const malformed: DataUrl = { ok: false, verdict: 'not-an-image', reason: 'The data: URL cannot be read.' }

function tooLarge(maxBytes: number): DataUrl {
  return { ok: false, verdict: 'too-large', reason: `The data: URL is longer than the limit of ${maxBytes} bytes.` }
}

/** Without parameters, in lower case; `text/plain` where there is none. */
function mediaTypeOf(type: string): string {
  const [essence = ''] = type.split(';', 1)
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(essence.trim()) ? essence.trim().toLowerCase() : 'text/plain'
}

function percentDecode(text: string): Buffer {
  const source = Buffer.from(text, 'latin1') // a serialised URL is ASCII
  let length = 0
  for (let at = 0; at < source.length; at += 1) {
    const octet = source[at] === 0x25 ? hexOctet(text, at + 1) : undefined
    source[length] = octet ?? source[at] ?? 0
    length += 1
    if (octet !== undefined) at += 2
  }
  return source.subarray(0, length)
}

function hexOctet(text: string, at: number): number | undefined {
  const digits = text.slice(at, at + 2)
  return /^[0-9a-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : undefined
}

/** https://infra.spec.whatwg.org/#forgiving-base64-decode, where Node's own decoder would let anything pass. */
function forgivingBase64(text: string): Buffer | undefined {
  const bare = text.replace(/[\t\n\f\r ]+/g, '')
  const digits = bare.length % 4 === 0 ? bare.replace(/={1,2}$/, '') : bare
  if (digits.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(digits)) return undefined
  return Buffer.from(digits, 'base64')
}
