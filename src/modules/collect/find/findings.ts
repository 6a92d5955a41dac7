/** What has been found on a page so far. */
import { strictest } from './directives.ts'
import { foldBlanks } from './html/text.ts'
import { createLimit } from './limit.ts'
import { rankCandidates } from './picture/rank.ts'
import type { Directives, PageFindings, Picture } from './types.ts'

export type Resolve = (untrusted: string) => string | undefined

export interface Findings {
  resolve: Resolve
  /** Adds a picture unless nothing of it can be fetched; what was added may still grow. `untrusted` is best first. */
  addPicture(picture: Omit<Picture, 'candidates'>, untrusted: string[]): Picture | undefined
  /** Adds what is absolute already. */
  addResolved(picture: Picture): void
  /** Adds it after all others, unless one of them has one of its candidates. */
  addUnlessShown(picture: Picture): void
  remove(picture: Picture): void
  addLink(untrusted: string | undefined): void
  /** A page that is shown inside of this one is a link too. */
  addFrame(untrusted: string | undefined): void
  /** To what is called like an image file. */
  addFileLink(untrusted: string): void
  addSheet(url: string | undefined): void
  addManifest(url: string | undefined): void
  addFeed(url: string | undefined): void
  /** The first counts. */
  setCanonical(url: string | undefined): void
  /** The first counts. */
  setRefresh(url: string | undefined): void
  setTitle(title: string): void
  restrict(directives: Directives): void
  list(): Omit<PageFindings, 'needsBrowser'>
}

export function createFindings(resolve: Resolve): Findings {
  const limit = createLimit()
  const pictures = new Set<Picture>()
  const later: Picture[] = []
  const [links, frames, fileLinks] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const [sheets, manifests, feeds] = [new Set<string>(), new Set<string>(), new Set<string>()]
  let canonical: string | null = null
  let refresh: string | null = null
  let directives: Directives = { noFollow: null, noImages: null }
  let title: string | null = null
  const addTo = (set: Set<string>) => (url: string | undefined) => void (url && limit.add(set, url))
  const addLink = (untrusted: string | undefined) => addTo(links)(resolve(untrusted ?? ''))

  return {
    resolve,
    addPicture(picture, untrusted) {
      const candidates = rankCandidates(untrusted, resolve)
      if (candidates.length === 0) return undefined
      const added = { ...picture, candidates }
      return limit.add(pictures, added) ? added : undefined
    },
    addResolved: (picture) => void limit.add(pictures, picture),
    addUnlessShown: (picture) => void later.push(picture),
    remove: (picture) => void pictures.delete(picture),
    addLink,
    addFrame(untrusted) {
      addLink(untrusted)
      addTo(frames)(resolve(untrusted ?? ''))
    },
    addFileLink: (untrusted) => addTo(fileLinks)(resolve(untrusted)),
    addSheet: addTo(sheets),
    addManifest: addTo(manifests),
    addFeed: addTo(feeds),
    setCanonical(url) {
      canonical ??= url ?? null
    },
    setRefresh(url) {
      refresh ??= url ?? null
    },
    setTitle(text) {
      title ??= foldBlanks(text)
    },
    restrict(others) {
      directives = strictest(directives, others)
    },
    list() {
      for (const picture of listUnshown(pictures, later)) limit.add(pictures, picture)
      return {
        title: title || null,
        pictures: [...pictures],
        links: [...links],
        frames: [...frames],
        refresh,
        fileLinks: [...fileLinks],
        sheets: [...sheets],
        manifests: [...manifests],
        feeds: [...feeds],
        canonical,
        directives,
        isCut: limit.isPassed(),
      }
    },
  }
}

/** Those of which no candidate is one of a picture before. */
function listUnshown(pictures: Set<Picture>, later: Picture[]): Picture[] {
  if (later.length === 0) return []
  const shown = new Set<string>()
  for (const { candidates } of pictures) for (const candidate of candidates) shown.add(candidate)
  return later.filter(({ candidates }) => {
    const isShown = candidates.some((candidate) => shown.has(candidate))
    for (const candidate of candidates) shown.add(candidate)
    return !isShown
  })
}
