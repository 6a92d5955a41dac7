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
  /** A background that a script is to show: an image inside `<noscript>` that shares an address is its twin. */
  remember(background: Picture | undefined): void
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
  let background: Remembered | undefined
  let areNeighbours = false

  function areTwins(one: Remembered, other: Remembered): boolean {
    if (one.isInNoscript === other.isInNoscript) return false
    return (areNeighbours && (one.isWaiting || other.isWaiting)) || share(one, other)
  }

  function findTwin(next: Remembered): Remembered | undefined {
    if (last && areTwins(last, next)) return last
    return background && share(background, next) ? background : undefined
  }

  return {
    join(picture, attributes, isInNoscript, findings) {
      const next = { picture, isInNoscript, isWaiting: !isInNoscript && isWaitingForScript(picture, attributes) }
      const before = findTwin(next)
      last = before ? undefined : next
      areNeighbours = true
      return before ? merge(before, next, findings) : picture
    },
    remember(picture) {
      if (picture) background = { picture, isInNoscript: false, isWaiting: true }
    },
    separate() {
      areNeighbours = false
    },
  }
}

/** One address with scripts and without. */
function share(one: Remembered, other: Remembered): boolean {
  if (one.isInNoscript === other.isInNoscript) return false
  const shared = one.picture.candidates.filter((candidate) => !isPlaceholder(candidate))
  return shared.some((candidate) => other.picture.candidates.includes(candidate))
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
