/** What a feed has named so far. */
import { joinCandidates } from '../picture/rank.ts'
import type { FeedFindings, Picture } from '../types.ts'

const maxPictures = 10_000
const maxLinks = 10_000

/** A picture that has so many candidates is joined with no more, else joining would take longer than reading. */
const maxJoined = 64

export interface Found {
  addLink(url: string | undefined): void
  /** Candidates are absolute, best first. */
  addPicture(candidates: string[], alt: string | null): void
  list(): FeedFindings
}

/** Two are one picture where the best address of either is one of the other's. */
export function createFound(): Found {
  const pictures: Picture[] = []
  const links = new Set<string>()
  const byBest = new Map<string, Picture>()
  const byCandidate = new Map<string, Picture>()

  function findSame(candidates: string[]): Picture | undefined {
    const same = byCandidate.get(candidates[0] ?? '')
    return same ?? candidates.map((candidate) => byBest.get(candidate)).find((picture) => picture !== undefined)
  }

  function remember(picture: Picture): void {
    for (const candidate of picture.candidates) if (!byCandidate.has(candidate)) byCandidate.set(candidate, picture)
    byBest.set(picture.candidates[0] ?? '', picture)
  }

  return {
    addLink(url) {
      if (url && links.size < maxLinks) links.add(url)
    },
    addPicture(candidates, alt) {
      if (candidates.length === 0) return
      const same = findSame(candidates)
      if (same) {
        same.alt ??= alt
        if (join(same, candidates)) remember(same)
      } else if (pictures.length < maxPictures) {
        const picture: Picture = { element: 'feed', alt, candidates }
        pictures.push(picture)
        remember(picture)
      }
    },
    list: () => ({ pictures, links: [...links] }),
  }
}

/** A description that knows of more before the shared address knows something better. False where it adds nothing. */
function join(picture: Picture, others: string[]): boolean {
  if (picture.candidates.length >= maxJoined) return false
  const known = new Set(picture.candidates)
  if (others.every((other) => known.has(other))) return false
  const isBetter = others.indexOf(picture.candidates[0] ?? '') > 0
  picture.candidates = isBetter
    ? joinCandidates(others, picture.candidates)
    : joinCandidates(picture.candidates, others)
  return true
}
