/** The pictures that a web manifest names: icons, screenshots and the icons of shortcuts. */
import { resolveUrl } from './address/resolve-url.ts'
import { rankCandidates } from './picture/rank.ts'
import type { Document, Picture } from './types.ts'

/** More pictures than this are not an application's but an attack. */
const maxPictures = 1000

/**
 * Addresses are relative to the manifest (W3C Web Application Manifest), whose JSON is UTF-8 whatever its header says.
 * One that is named for several purposes is there once; what is broken has none.
 */
export function findInManifest(document: Document): Picture[] {
  const manifest = toRecord(parseJson(new TextDecoder().decode(document.body)))
  const shortcuts = toList(manifest.shortcuts).map(toRecord)
  const resources = [manifest, ...shortcuts].flatMap(({ icons }) => toList(icons)).concat(toList(manifest.screenshots))
  const urls = new Set<string>()
  for (const { src } of resources.map(toRecord)) {
    if (urls.size === maxPictures) break
    const [url] = typeof src === 'string' ? rankCandidates([src], (value) => resolveUrl(value, document.url)) : []
    if (url) urls.add(url)
  }
  return [...urls].map((url) => ({ element: 'manifest', alt: null, candidates: [url] }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
