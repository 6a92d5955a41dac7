/** Cookies that redirects set on the way to one address (RFC 6265), and nobody remembers after it: some servers answer no other way. */
import { CookieJar } from 'tough-cookie'

export interface Cookies {
  /** What would break no rule of the jar; anything else is passed over. */
  take(untrustedLines: string[], from: URL): void
  /** The `Cookie` header for an address; undefined where there is nothing to be told. */
  for(url: URL): string | undefined
}

/** More than these of one answer, and longer headers, are not a wall but an attack. */
const maxLines = 50
const maxLength = 8192

export function createCookies(): Cookies {
  let jar: CookieJar | undefined
  return {
    take(untrustedLines, from) {
      if (untrustedLines.length > 0) jar ??= new CookieJar(undefined, { rejectPublicSuffixes: true })
      for (const line of untrustedLines.slice(0, maxLines)) jar?.setCookieSync(line, from.href, { ignoreError: true })
    },
    for(url) {
      const cookie = jar?.getCookieStringSync(url.href)
      return cookie && cookie.length <= maxLength && /^[\x20-\x7e\x80-\xff]+$/.test(cookie) ? cookie : undefined
    },
  }
}
