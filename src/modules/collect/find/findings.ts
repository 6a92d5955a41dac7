/** What has been found on a page so far. */
import { rankCandidates } from './picture/rank.ts'
import type { PageFindings, Picture } from './types.ts'

export type Resolve = (untrusted: string) => string | undefined

export interface Findings {
  resolve: Resolve
  /** Adds a picture unless nothing of it can be fetched; what was added may still grow. `untrusted` is best first. */
  addPicture(picture: Omit<Picture, 'candidates'>, untrusted: string[]): Picture | undefined
  /** Adds what is absolute already. */
  addResolved(picture: Picture): void
  remove(picture: Picture): void
  addLink(untrusted: string | undefined): void
  addSheet(url: string | undefined): void
  addManifest(url: string | undefined): void
  setTitle(title: string): void
  list(): PageFindings
}

export function createFindings(resolve: Resolve): Findings {
  const pictures = new Set<Picture>()
  const links = new Set<string>()
  const sheets = new Set<string>()
  const manifests = new Set<string>()
  let title: string | null = null

  return {
    resolve,
    addPicture(picture, untrusted) {
      const candidates = rankCandidates(untrusted, resolve)
      if (candidates.length === 0) return undefined
      const added = { ...picture, candidates }
      pictures.add(added)
      return added
    },
    addResolved: (picture) => void pictures.add(picture),
    remove: (picture) => void pictures.delete(picture),
    addLink(untrusted) {
      const url = resolve(untrusted ?? '')
      if (url) links.add(url)
    },
    addSheet(url) {
      if (url) sheets.add(url)
    },
    addManifest(url) {
      if (url) manifests.add(url)
    },
    setTitle(text) {
      title ??= text.replace(/[\t\n\f\r ]+/g, ' ').replace(/^ | $/g, '')
    },
    list: () => ({
      title: title || null,
      pictures: [...pictures],
      links: [...links],
      sheets: [...sheets],
      manifests: [...manifests],
      feeds: [],
      canonical: null,
      directives: { noFollow: null, noImages: null },
      needsBrowser: false,
      isCut: false,
    }),
  }
}
