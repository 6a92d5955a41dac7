/** `style`: a sheet that stands in the page. */
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import { resolveCss } from '../sheet.ts'

export function visitStyle({ attributes, text }: Element, findings: Findings): void {
  if (!/^\s*(?:text\/css\b|$)/i.test(attributes.type ?? '')) return
  const { pictures, imports } = resolveCss(text, findings.resolve)
  for (const picture of pictures) findings.addResolved(picture)
  for (const sheet of imports) findings.addSheet(sheet)
}
