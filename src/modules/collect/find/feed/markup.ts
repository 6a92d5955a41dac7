/** The pictures in the HTML that items carry. */
import { resolveUrl } from '../address/resolve-url.ts'
import { createFindings } from '../findings.ts'
import { walkPage } from '../html/tree.ts'
import type { Picture } from '../types.ts'
import { createVisitor } from '../visitor.ts'

/** As on a page; what it links to or says of itself is not the feed's. */
export function listPictures(html: string, base: string): Picture[] {
  if (!html.includes('<')) return []
  const findings = createFindings((untrusted) => resolveUrl(untrusted, base))
  const visitor = createVisitor({ findings, setBase: () => {} })
  walkPage(html, { isInNoscript: false }, visitor.visit)
  visitor.end()
  return findings.list().pictures
}
