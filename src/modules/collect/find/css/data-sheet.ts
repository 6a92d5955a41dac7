/** Style sheets that stand in the address of a link or of an import. */
import { resolveUrl, trimAsBrowser } from '../address/resolve-url.ts'

/** The CSS of a `data:text/css` address; undefined for any other. */
export function readDataSheet(untrusted: string): string | undefined {
  const [head, parameters = ''] = /^data:text\/css([^,]*),/i.exec(trimAsBrowser(untrusted)) ?? []
  if (head === undefined) return undefined
  const body = trimAsBrowser(untrusted).slice(head.length)
  return /;\s*base64\s*$/i.test(parameters) ? Buffer.from(decode(body), 'base64').toString() : decode(body)
}

/** Nothing is relative to a sheet that has no address: what it shows must be absolute. */
export function resolveWithoutBase(untrusted: string): string | undefined {
  return resolveUrl(untrusted, 'data:,')
}

/** Broken escapes stay as they are. */
function decode(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escapes) => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString())
}
