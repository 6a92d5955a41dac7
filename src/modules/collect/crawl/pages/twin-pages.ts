/** Tells when a page is one that was read under another address: its canonical link says so, and it shows the same. */

import { addressKey } from '#platform'
import { pageKey } from '../../find/index.ts'
import type { PageReading } from '../../read/index.ts'

export interface TwinPages {
  /** The page's canonical address when that page was read before; undefined: it is read for the first time. */
  find(url: string, reading: Pick<PageReading, 'canonical' | 'fingerprint'>): string | undefined
}

/**
 * A canonical link alone is not believed: many sites name the first page of a list, or their home page, on every one.
 * Only where the pictures are the same too is nothing lost by leaving a page out.
 */
export function createTwinPages(): TwinPages {
  const fingerprints = new Map<string, string>()

  return {
    find(url, { canonical, fingerprint }) {
      const key = addressKey(pageKey(canonical ?? url))
      const known = fingerprints.get(key)
      if (known === fingerprint) return canonical ?? url
      fingerprints.set(key, known ?? fingerprint)
      return undefined
    },
  }
}
