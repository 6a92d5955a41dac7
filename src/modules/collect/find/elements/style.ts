/** `style`, and sheets in the address of a `link`: those that stand in the page. */
import { readDataSheet, resolveWithoutBase } from '../css/data-sheet.ts'
import type { Findings, Resolve } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import { resolveCss } from '../sheet.ts'

export function visitStyle({ attributes, text }: Element, findings: Findings): void {
  if (/^\s*(?:text\/css\b|$)/i.test(attributes.type ?? '')) addCss(text, findings.resolve, findings)
}

export function visitSheet(href: string, findings: Findings): void {
  const css = readDataSheet(href)
  if (css === undefined) findings.addSheet(findings.resolve(href))
  else addCss(css, resolveWithoutBase, findings)
}

function addCss(css: string, resolve: Resolve, findings: Findings): void {
  const { pictures, imports } = resolveCss(css, resolve)
  for (const picture of pictures) findings.addResolved(picture)
  for (const sheet of imports) findings.addSheet(sheet)
}
