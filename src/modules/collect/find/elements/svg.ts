/** Drawings that stand in a page, and the images that they refer to. */
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import type { Place } from '../place.ts'
import { readDrawing } from '../svg/drawing.ts'
import { takeLink } from './anchor.ts'

export interface SvgVisitor {
  /** `svg`, where it may be larger than an icon: no link's preview, for it says itself what it shows. */
  visitDrawing(element: Element): void
  /** `image` and `feImage`. */
  visitImage(element: Element, place: Place): void
  /** `use` of another file's symbol: a file that is used a hundred times is one picture of the page. */
  visitUse(element: Element): void
}

export function createSvgVisitor(findings: Findings): SvgVisitor {
  const files = new Set<string>()

  return {
    visitDrawing({ text }) {
      const drawing = readDrawing(text)
      if (drawing) findings.addResolved({ element: 'svg', alt: drawing.alt, candidates: [drawing.url] })
    },
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
