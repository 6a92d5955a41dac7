/** Tells when an image and one inside `<noscript>` are the same picture, said once with scripts and once without. */
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import type { Picture } from '../types.ts'
import { isPlaceholder } from './placeholder.ts'
import { joinCandidates } from './rank.ts'
import { isLazy } from './sources.ts'

export interface Twins {
  /** Remembers the picture; when it is the twin of the one before, joins the two. Returns the picture that stays. */
  join(picture: Picture, attributes: Element['attributes'], isInNoscript: boolean, findings: Findings): Picture
  /** Something else came in between. */
  separate(): void
}

interface Remembered {
  picture: Picture
  isInNoscript: boolean
  isWaiting: boolean
}

/** Neighbours are twins when a script is to fill one of them; with elements between, when they share an address. */
export function createTwins(): Twins {
  let last: Remembered | undefined
  let areNeighbours = false

  function areTwins(one: Remembered, other: Remembered): boolean {
    if (one.isInNoscript === other.isInNoscript) return false
    if (areNeighbours && (one.isWaiting || other.isWaiting)) return true
    const shared = one.picture.candidates.filter((candidate) => !isPlaceholder(candidate))
    return shared.some((candidate) => other.picture.candidates.includes(candidate))
  }

  return {
    join(picture, attributes, isInNoscript, findings) {
      const next = { picture, isInNoscript, isWaiting: !isInNoscript && isWaitingForScript(picture, attributes) }
      const before = last
      const isTwin = before !== undefined && areTwins(before, next)
      last = isTwin ? undefined : next
      areNeighbours = true
      return before && isTwin ? merge(before, next, findings) : picture
    },
    separate() {
      areNeighbours = false
    },
  }
}

function isWaitingForScript(picture: Picture, attributes: Element['attributes']): boolean {
  return isLazy(attributes) || picture.candidates.every(isPlaceholder)
}

/** The one with scripts says what it is, the one without adds its addresses. The earlier keeps its place on the page. */
function merge(before: Remembered, next: Remembered, findings: Findings): Picture {
  const [main, fallback] = before.isInNoscript ? [next.picture, before.picture] : [before.picture, next.picture]
  const candidates = joinCandidates(main.candidates, fallback.candidates)
  findings.remove(next.picture)
  return Object.assign(before.picture, { element: main.element, alt: main.alt ?? fallback.alt, candidates })
}
