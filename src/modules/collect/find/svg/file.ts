/** The file of a drawing that stands in a frame (`object`, `embed`, `iframe`), where it may show other files. */
import { createBases } from '../bases.ts'
import { visitSheet } from '../elements/style.ts'
import { createFindings } from '../findings.ts'
import { walkPage } from '../html/tree.ts'
import type { Place } from '../place.ts'
import type { Document, SheetFindings } from '../types.ts'
import { createVisitor } from '../visitor.ts'
import { decodeXml } from '../xml/decode-xml.ts'
import { listInstructedSheets } from '../xml/sheet-instructions.ts'

/** True by the type: browsers show no drawing under another. */
export function isSvgFile({ contentType }: Pick<Document, 'contentType'>): boolean {
  return /^\s*image\/svg\+xml\s*(?:;|$)/i.test(contentType ?? '')
}

/** What it shows beside itself, which is an image of its own, and the sheets that it is styled with. Linear in its length. */
export function findInSvgFile({ body, contentType, url }: Document): SheetFindings {
  const bases = createBases(url)
  const findings = createFindings(bases.resolve)
  const xml = decodeXml(body, contentType)
  for (const sheet of listInstructedSheets(xml)) visitSheet(sheet, findings)
  const visitor = createVisitor({ findings, bases })
  const visit: typeof visitor.visit = (element, place) =>
    element.tag === 'svg' ? place : visitor.visit(element, place)
  const outside: Place = { isInNoscript: false }
  walkPage(xml, outside, visit, { isXml: true })
  visitor.end()
  const { pictures, sheets } = findings.list()
  return { pictures, imports: sheets }
}
