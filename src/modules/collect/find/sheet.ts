/** What a style sheet shows and imports. */
import { resolveUrl } from './address/resolve-url.ts'
import { readDataSheet, resolveWithoutBase } from './css/data-sheet.ts'
import { readCss } from './css/read-css.ts'
import { decodeCss } from './decode.ts'
import type { Resolve } from './findings.ts'
import { rankCandidates } from './picture/rank.ts'
import type { Document, SheetFindings } from './types.ts'

/** Sheets that stand in the addresses of imports are read this deep. */
const maxInlineDepth = 3

/** Addresses are relative to the sheet. A picture that a sheet uses often is there once. Linear in the sheet's length. */
export function findInSheet(document: Document): SheetFindings {
  const { text } = decodeCss(document.body, document.contentType)
  return resolveCss(text, (untrusted) => resolveUrl(untrusted, document.url))
}

/** The same for a sheet that stands in a page. */
export function resolveCss(css: string, resolve: Resolve, depth = 0): SheetFindings {
  const { images, imports } = readCss(css, 'rules')
  const pictures = new Map<string, SheetFindings['pictures'][number]>()
  const sheets = new Set<string>()
  for (const untrusted of imports) {
    const inner = depth < maxInlineDepth ? readDataSheet(untrusted) : undefined
    if (inner !== undefined) add(resolveCss(inner, resolveWithoutBase, depth + 1))
    else add({ pictures: [], imports: [resolve(untrusted)].filter((url) => url !== undefined) })
  }
  for (const image of images) {
    const candidates = rankCandidates(image, resolve)
    if (candidates.length > 0) add({ pictures: [{ element: 'css', alt: null, candidates }], imports: [] })
  }
  return { pictures: [...pictures.values()], imports: [...sheets] }

  function add(found: SheetFindings): void {
    for (const url of found.imports) sheets.add(url)
    for (const picture of found.pictures) {
      const key = picture.candidates.join(' ')
      if (!pictures.has(key)) pictures.set(key, picture)
    }
  }
}
