/** What a style sheet shows and imports. */
import { resolveUrl } from './address/resolve-url.ts'
import { readCss } from './css/read-css.ts'
import { decodeCss } from './decode.ts'
import { rankCandidates } from './picture/rank.ts'
import type { Document, SheetFindings } from './types.ts'

/** Addresses are relative to the sheet. A picture that a sheet uses often is there once. Linear in the sheet's length. */
export function findInSheet(document: Document): SheetFindings {
  const { text } = decodeCss(document.body, document.contentType)
  return resolveCss(text, (untrusted) => resolveUrl(untrusted, document.url))
}

/** The same for a sheet that stands in a page. */
export function resolveCss(css: string, resolve: (untrusted: string) => string | undefined): SheetFindings {
  const { images, imports } = readCss(css, 'rules')
  const pictures = new Map<string, SheetFindings['pictures'][number]>()
  for (const image of images) {
    const candidates = rankCandidates(image, resolve)
    const [best] = candidates
    if (best && !pictures.has(candidates.join(' '))) {
      pictures.set(candidates.join(' '), { element: 'css', alt: null, candidates })
    }
  }
  const sheets = imports.map(resolve).filter((url) => url !== undefined)
  return { pictures: [...pictures.values()], imports: [...new Set(sheets)] }
}
