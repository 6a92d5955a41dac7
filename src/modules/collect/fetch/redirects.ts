/** Where an answer leads on to. */

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** True for a status that asks to look elsewhere. */
export function isRedirect(status: number): boolean {
  return redirectStatuses.has(status)
}

/**
 * The target of a Location header as Node gives it (bytes as latin1), relative to `from`; undefined where it is no URL.
 * Bytes that are no UTF-8 are the server's own names for what it has: they are sent back as they are, as browsers do
 * (the Web Platform Tests' redirect-location-escape).
 */
export function redirectTarget(location: string, from: URL): URL | undefined {
  const utf8 = Buffer.from(location, 'latin1').toString('utf8')
  const text = utf8.includes('\uFFFD') ? location.replace(/[\x80-\xff]/g, escapeByte) : utf8
  return URL.canParse(text, from.href) ? new URL(text, from) : undefined
}

function escapeByte(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase()}`
}
