/** The images that SVG in a page refers to. */
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import type { Place } from '../place.ts'
import { takeLink } from './anchor.ts'

export interface SvgVisitor {
  /** `image` and `feImage`. */
  visitImage(element: Element, place: Place): void
  /** `use` of another file's symbol: a file that is used a hundred times is one picture of the page. */
  visitUse(element: Element): void
}

export function createSvgVisitor(findings: Findings): SvgVisitor {
  const files = new Set<string>()

  return {
    visitImage(element, place) {
      const picture = findings.addPicture({ element: 'svg', alt: null }, [hrefOf(element)])
      if (picture) takeLink(picture, place, findings)
    },
    visitUse(element) {
      const href = hrefOf(element)
      const url = findings.resolve(href)
      if (!url || files.has(url)) return
      files.add(url)
      findings.addPicture({ element: 'svg', alt: null }, [href])
    },
  }
}

function hrefOf({ attributes }: Element): string {
  return attributes.href ?? attributes['xlink:href'] ?? ''
}
