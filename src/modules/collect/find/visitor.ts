/** One visit per element, by what it is. */
import type { Bases } from './bases.ts'
import { visitAnchor } from './elements/anchor.ts'
import { visitBackgrounds } from './elements/background.ts'
import { visitEmbed, visitFrame, visitInput, visitObject, visitVideo } from './elements/embedded.ts'
import { openPicture, visitAmpImage, visitImage, visitSource } from './elements/image.ts'
import { visitLink } from './elements/link.ts'
import { createMetaVisitor, type MetaVisitor } from './elements/meta.ts'
import { createScriptVisitor, type ScriptVisitor } from './elements/script.ts'
import { visitStyle } from './elements/style.ts'
import { createSvgVisitor } from './elements/svg.ts'
import { createFindings, type Findings } from './findings.ts'
import { gap } from './html/markup.ts'
import { type Element, walkPage } from './html/tree.ts'
import { createLabelled } from './labelled.ts'
import { createTwins, type Twins } from './picture/twins.ts'
import type { Place } from './place.ts'
import type { Picture } from './types.ts'

type Visit = (element: Element, place: Place) => Place | undefined

export interface Visitor {
  /** Returns the place of the element's children. */
  visit(element: Element, place: Place): Place
  /** After the last element. */
  end(): void
}

/** A document in a document (`srcdoc`) is read in place, this deep. */
const maxInlineDepth = 3

interface VisitorOptions {
  findings: Findings
  bases: Bases
  /** How many documents this one is inside of. */
  depth?: number
}

interface PageVisitors extends VisitorOptions {
  twins: Twins
  meta: MetaVisitor
  script: ScriptVisitor
}

export function createVisitor(options: VisitorOptions): Visitor {
  const { findings, enter } = createLabelled(options.findings)
  const twins = createTwins()
  const meta = createMetaVisitor(findings)
  const script = createScriptVisitor(findings, (html) => listPictures(html, options))
  const visits = createVisits({ ...options, findings, twins, meta, script })

  return {
    visit(element, place) {
      enter(element.label)
      if (element.tag === gap) twins.separate()
      const inner = visits[element.tag]?.(element, place) ?? place
      visitBackgrounds(element, inner, { findings, twins })
      if (element.attributes.itemprop) meta.visitItem(element)
      script.visitAttributes(element.attributes)
      return inner
    },
    end: script.end,
  }
}

function createVisits(page: PageVisitors): Record<string, Visit | undefined> {
  const { findings, meta, script, bases } = page
  const svg = createSvgVisitor(findings)
  return {
    a: (element, place) => visitAnchor(element, place, findings),
    area: (element, place) => leaf(visitAnchor(element, place, findings)),
    'amp-anim': (element, place) => visitAmpImage(element, place, page),
    'amp-img': (element, place) => visitAmpImage(element, place, page),
    'amp-video': (element) => leaf(visitVideo(element, findings)),
    base: ({ attributes }) => leaf(bases.set(attributes.href ?? '')),
    embed: (element, place) => leaf(visitEmbed(element, place, findings)),
    feimage: (element, place) => leaf(svg.visitImage(element, place)),
    frame: (element) => leaf(visitFrame(element, findings)),
    iframe: (element) => leaf(visitInlineFrame(element, page)),
    image: (element, place) => leaf(svg.visitImage(element, place)),
    img: (element, place) => leaf(visitImage(element, place, page)),
    input: (element) => leaf(visitInput(element, findings)),
    link: (element) => leaf(visitLink(element, findings)),
    meta: (element, place) => leaf(meta.visitMeta(element, place)),
    noscript: (_element, place) => ({ ...place, isInNoscript: true }),
    object: (element, place) => visitObject(element, place, findings),
    picture: (element, place) => openPicture(element, place),
    script: (element) => leaf(script.visit(element)),
    source: (element, place) => leaf(visitSource(element, place)),
    style: (element) => leaf(visitStyle(element, findings)),
    svg: (element) => leaf(svg.visitDrawing(element)),
    title: ({ text }) => leaf(findings.setTitle(text)),
    use: (element) => leaf(svg.visitUse(element)),
    video: (element) => leaf(visitVideo(element, findings)),
  }
}

/** The document inside has its own neighbours, but nothing that it says of itself holds for the page. */
function visitInlineFrame(element: Element, { findings, bases, depth = 0 }: VisitorOptions): void {
  const { srcdoc } = element.attributes
  if (srcdoc === undefined) visitFrame(element, findings)
  else if (depth < maxInlineDepth) {
    const silent = { setTitle: () => {}, setCanonical: () => {}, setRefresh: () => {}, restrict: () => {} }
    const outer = bases.current()
    const innerBases: Bases = { ...bases, set: (href, from = outer) => bases.set(href, from) }
    const inner = createVisitor({ findings: { ...findings, ...silent }, bases: innerBases, depth: depth + 1 })
    walkPage(srcdoc, { isInNoscript: false }, inner.visit)
    inner.end()
    bases.set(outer)
  }
}

/** Pictures in HTML that stands in data: what it links to or says of itself, a base included, is not the page's. */
export function listPictures(html: string, { bases, depth = 0 }: Omit<VisitorOptions, 'findings'>): Picture[] {
  if (depth >= maxInlineDepth) return []
  const findings = createFindings(bases.resolve)
  const inner = createVisitor({ findings, bases: { ...bases, set: () => {} }, depth: depth + 1 })
  walkPage(html, { isInNoscript: false }, inner.visit)
  inner.end()
  return findings.list().pictures
}

/** Of an element whose children stand where it stands itself. */
function leaf(_result: unknown): undefined {}
