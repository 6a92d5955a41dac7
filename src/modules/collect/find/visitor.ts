/** One visit per element, by what it is. */
import { visitAnchor } from './elements/anchor.ts'
import { visitBackgrounds } from './elements/background.ts'
import { visitEmbed, visitInput, visitObject, visitVideo } from './elements/embedded.ts'
import { openPicture, visitAmpImage, visitImage, visitSource } from './elements/image.ts'
import { visitLink } from './elements/link.ts'
import { createMetaVisitor } from './elements/meta.ts'
import { createSvgVisitor } from './elements/svg.ts'
import type { Findings } from './findings.ts'
import { gap } from './html/sieve.ts'
import { type Element, walkPage } from './html/tree.ts'
import { createTwins } from './picture/twins.ts'
import type { Place } from './place.ts'
import { resolveCss } from './sheet.ts'

type Visit = (element: Element, place: Place) => Place | undefined

export interface Visitor {
  /** Returns the place of the element's children. */
  visit(element: Element, place: Place): Place
}

/** A document in a document (`srcdoc`) is read in place, this deep. */
const maxInlineDepth = 3

export function createVisitor(options: { findings: Findings; setBase(href: string): void; depth?: number }): Visitor {
  const { findings, setBase, depth = 0 } = options
  const twins = createTwins()
  const meta = createMetaVisitor(findings)
  const svg = createSvgVisitor(findings)
  const page = { findings, twins }

  const visits: Record<string, Visit | undefined> = {
    a: (element, place) => visitAnchor(element, place, findings),
    area: (element, place) => leaf(visitAnchor(element, place, findings)),
    'amp-anim': (element, place) => visitAmpImage(element, place, page),
    'amp-img': (element, place) => visitAmpImage(element, place, page),
    base: ({ attributes }) => leaf(setBase(attributes.href ?? '')),
    embed: (element, place) => leaf(visitEmbed(element, place, findings)),
    feimage: (element, place) => leaf(svg.visitImage(element, place)),
    frame: ({ attributes }) => leaf(findings.addLink(attributes.src)),
    iframe: (element) => leaf(visitFrame(element)),
    image: (element, place) => leaf(svg.visitImage(element, place)),
    img: (element, place) => leaf(visitImage(element, place, page)),
    input: (element) => leaf(visitInput(element, findings)),
    link: (element) => leaf(visitLink(element, findings)),
    meta: (element) => leaf(meta.visitMeta(element)),
    noscript: (_element, place) => ({ ...place, isInNoscript: true }),
    object: (element, place) => visitObject(element, place, findings),
    picture: (_element, place) => openPicture(place),
    source: (element, place) => leaf(visitSource(element, place)),
    style: (element) => leaf(visitStyle(element)),
    title: ({ text }) => leaf(depth === 0 && findings.setTitle(text)),
    use: (element) => leaf(svg.visitUse(element)),
    video: (element) => leaf(visitVideo(element, findings)),
  }

  function visitFrame({ attributes }: Element): void {
    if (attributes.srcdoc === undefined) findings.addLink(attributes.src)
    else if (depth < maxInlineDepth) {
      const inner = createVisitor({ findings, setBase: () => {}, depth: depth + 1 })
      walkPage(attributes.srcdoc, { isInNoscript: false }, inner.visit)
    }
  }

  function visitStyle({ attributes, text }: Element): void {
    if (!/^\s*(?:text\/css\b|$)/i.test(attributes.type ?? '')) return
    const { pictures, imports } = resolveCss(text, findings.resolve)
    for (const picture of pictures) findings.addResolved(picture)
    for (const sheet of imports) findings.addSheet(sheet)
  }

  return {
    visit(element, place) {
      if (element.tag === gap) twins.separate()
      const inner = visits[element.tag]?.(element, place) ?? place
      visitBackgrounds(element, inner, findings)
      if (element.attributes.itemprop) meta.visitItem(element)
      return inner
    },
  }
}

/** Of an element whose children stand where it stands itself. */
function leaf(_result: unknown): undefined {}
