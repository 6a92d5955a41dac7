/** The pictures in the HTML that items carry. */
import { createBases } from '../bases.ts'
import { createFindings } from '../findings.ts'
import { walkPage } from '../html/tree.ts'
import type { Picture } from '../types.ts'
import { createVisitor } from '../visitor.ts'

/** As on a page; what it links to or says of itself, a base included, is not the feed's. */
export function listPictures(html: string, base: string): Picture[] {
  if (!html.includes('<')) return []
  const bases = { ...createBases(base), set: () => {} }
  const findings = createFindings(bases.resolve)
  const visitor = createVisitor({ findings, bases })
  walkPage(html, { isInNoscript: false }, visitor.visit)
  visitor.end()
  return findings.list().pictures
}
