/** What a page shows, links and styles itself with. */
import { createBases } from './bases.ts'
import { decodeHtml } from './decode.ts'
import { visitSheet } from './elements/style.ts'
import { createFindings } from './findings.ts'
import { visitHeaders } from './headers.ts'
import { walkPage } from './html/tree.ts'
import { isShell } from './shell.ts'
import type { Document, PageFindings, Picture } from './types.ts'
import { createVisitor } from './visitor.ts'
import { listInstructedSheets } from './xml/sheet-instructions.ts'

/**
 * Finds what a browser would show, and what scripts and larger screens would make it show, without running anything.
 * Never throws for what the bytes are; time and memory are linear in their number, so bound that.
 */
export function findInPage(document: Document): PageFindings {
  const { text, encoding } = decodeHtml(document.body, document.contentType)
  const bases = createBases(document.url, encoding)
  const findings = createFindings(bases.resolve)
  visitHeaders(document.headers ?? {}, findings)
  const isXml = isXmlType(document.contentType)
  if (isXml) for (const sheet of listInstructedSheets(text)) visitSheet(sheet, findings)
  const visitor = createVisitor({ findings, bases })
  walkPage(text, { isInNoscript: false }, visitor.visit, { isXml })
  visitor.end()
  const found = findings.list()
  return { ...found, needsBrowser: !found.pictures.some(isShown) && isShell(text) }
}

/** What is sent as HTML is read as HTML, whatever it says of itself. */
function isXmlType(contentType: string | null): boolean {
  return /^\s*(?:application\/(?:xhtml\+)?xml|text\/xml)\s*(?:;|$)/i.test(contentType ?? '')
}

/** What a page merely names, or shows where scripts do not run, is not what a reader sees. */
const unshown = new Set<Picture['element']>(['link-icon', 'link-image', 'link-preload', 'meta', 'jsonld', 'noscript'])

function isShown({ element }: Picture): boolean {
  return !unshown.has(element)
}
