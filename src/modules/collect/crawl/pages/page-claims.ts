/** Which pages somebody has claimed for reading, by what makes two addresses one page; and what to do when that was wrong. */
import { pageKey } from '../../find/index.ts'
import { createAddressSet } from '../address-set.ts'

export interface PageClaims {
  /** False when the page was claimed before, by this address or by one that means the same. */
  claim(url: string): boolean
  has(url: string): boolean
  /**
   * The address leads nowhere: another spelling of it may be the one that the server knows (`/` and `/index.html`).
   * Answers one that was met before; those that are met from now on may be claimed.
   */
  release(url: string): string | undefined
}

/** Spellings that are remembered for the case that the first one leads nowhere. */
const maxSpellings = 10_000

export function createPageClaims(): PageClaims {
  const claimed = createAddressSet()
  const released = createAddressSet()
  const triedSpellings = createAddressSet()
  const otherSpellings = new Map<string, string>()

  function claimAgain(url: string, key: string): boolean {
    if (released.has(key)) return triedSpellings.add(url)
    if (otherSpellings.size < maxSpellings && !otherSpellings.has(key) && !triedSpellings.has(url)) {
      otherSpellings.set(key, url)
    }
    return false
  }

  return {
    claim(url) {
      const key = pageKey(url)
      if (!claimed.add(key)) return claimAgain(url, key)
      triedSpellings.add(url)
      return true
    },
    has: (url) => claimed.has(pageKey(url)),
    release(url) {
      const key = pageKey(url)
      released.add(key)
      const other = otherSpellings.get(key)
      otherSpellings.delete(key)
      return other !== undefined && triedSpellings.add(other) ? other : undefined
    },
  }
}
