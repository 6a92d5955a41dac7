/** Media RSS (rssboard.org/media-rss): renditions of pictures, alone, in groups, and in small. */
import { isImageFile } from '../address/image-file.ts'
import { rankCandidates } from '../picture/rank.ts'
import type { XmlElement } from '../xml/open-elements.ts'

export interface Media {
  /** `media:group` and `media:content` hold others. */
  open(element: XmlElement): void
  /** These and `media:thumbnail`. */
  close(element: XmlElement, resolve: Resolve): void
  /** Of each picture its candidates, best first; what is left in small only is one picture, what is not belongs to the first. */
  list(): string[][]
}

type Resolve = (untrusted: string) => string | undefined

interface Rendition {
  urls: string[]
  width: number
}

interface Scope {
  renditions: Rendition[]
  thumbnails: Rendition[]
}

export function createMedia(): Media {
  const outermost: Scope = { renditions: [], thumbnails: [] }
  const scopes = [outermost]
  const innermost = () => scopes.at(-1) ?? outermost

  function add(list: Rendition[], rendition: Rendition): void {
    if (rendition.urls.length > 0) list.push(rendition)
  }

  return {
    open({ name }) {
      if (name !== 'media:thumbnail') scopes.push({ renditions: [], thumbnails: [] })
    },
    close(element, resolve) {
      const own = readRendition(element, resolve)
      if (element.name === 'media:thumbnail') return add(innermost().thumbnails, own)
      const { renditions, thumbnails } = scopes.pop() ?? outermost
      const urls = isImage(element) ? own.urls : []
      const inside = [...widestFirst(renditions), ...widestFirst(thumbnails)]
      add(innermost().renditions, { urls: urls.concat(inside), width: own.width })
    },
    list() {
      const { renditions, thumbnails } = outermost
      const [first = [], ...others] = renditions.map(({ urls }) => urls)
      return [[...first, ...widestFirst(thumbnails)], ...others]
    },
  }
}

function readRendition({ attribute }: XmlElement, resolve: Resolve): Rendition {
  const urls = rankCandidates([attribute('url') ?? ''], resolve)
  return { urls, width: Number.parseInt(attribute('width') ?? '', 10) || 0 }
}

/** By what it says, or by its address. */
export function isImage({ attribute }: XmlElement): boolean {
  if (attribute('medium')?.trim().toLowerCase() === 'image') return true
  if (/^\s*image\b/i.test(attribute('type') ?? '')) return true
  return isImageFile((attribute('url') ?? attribute('href') ?? '').trim())
}

/** Without widths, in the order written. */
function widestFirst(renditions: Rendition[]): string[] {
  return renditions.toSorted((one, other) => other.width - one.width).flatMap(({ urls }) => urls)
}
