/** Addresses as people type them, and strangers' addresses as they may be shown and followed. */

/** What to collect for what was typed: without a scheme https is meant, or http for a machine next door. */
export function completeAddress(typed: string): string {
  const text = typed.trim()
  if (text === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text
  const host = text.replace(/^\/+/, '').split(/[/?#]/, 1)[0] ?? ''
  return `${isNextDoor(host) ? 'http' : 'https'}://${text.replace(/^\/+/, '')}`
}

function isNextDoor(host: string): boolean {
  return /^(localhost|\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]+\])(:\d+)?$/i.test(host)
}

/** The address if a link may lead there: http and https alone, never javascript: or data:. */
export function safeHref(address: string): string | undefined {
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? address : undefined
}

/** An address short enough to read: no scheme, percent signs resolved where they can be. */
export function shortAddress(address: string): string {
  const bare = address.replace(/^https?:\/\//i, '').replace(/\/$/, '')
  try {
    return decodeURI(bare)
  } catch {
    return bare
  }
}

/** The last part of an address, as a name for what has no better one. */
export function fileName(address: string): string {
  if (address.startsWith('data:')) return `${address.slice(5).split(/[;,]/, 1)[0] || 'picture'} in the page`
  const path = shortAddress(address).split(/[?#]/, 1)[0] ?? ''
  return path.split('/').pop() || path
}
