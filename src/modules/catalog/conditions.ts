/** Conditional requests (RFC 9110, section 13): the one validator is the ETag. */
import type { IncomingHttpHeaders } from 'node:http'

interface Asked {
  method: string
  headers: IncomingHttpHeaders
}

/** True when the client has it. Weak comparison: a proxy that compressed the answer made the tag weak. */
export function isKnown({ 'if-none-match': given }: IncomingHttpHeaders, etag: string): boolean {
  const tags = given?.split(',').map((tag) => strong(tag.trim())) ?? []
  return tags.includes('*') || tags.includes(strong(etag))
}

/** True when the client has something of it, whatever that is: what it asks is whether there is anything at all. */
export function isAnyKnown({ 'if-none-match': given }: IncomingHttpHeaders): boolean {
  return given?.trim() === '*'
}

/** True when a range may be answered: the part that the client has is of the same content. Only GET has ranges (section 14.2). */
export function mayBePartial({ method, headers }: Asked, etag: string): boolean {
  const { 'if-range': given } = headers
  return method === 'GET' && (given === undefined || given === etag)
}

function strong(tag: string): string {
  return tag.replace(/^W\//, '')
}
