/** Finds what a style sheet shows, from its tokens alone: linear, and indifferent to what is broken elsewhere in it. */
import { tokenize, tokenTypes } from 'css-tree/tokenizer'
import { ident, string, url } from 'css-tree/utils'
import { isOtherFile } from '../address/image-file.ts'
import { createDeclarations } from './declarations.ts'
import { spellUrlsPlainly } from './escaped-url.ts'
import { createImageSets } from './image-set.ts'

export interface CssFindings {
  /** As written, each image with its candidates, best first. */
  images: string[][]
  imports: string[]
}

/** `rules` for a sheet, `declarations` for the content of a `style` attribute. */
export type CssKind = 'rules' | 'declarations'

export function readCss(untrusted: string, kind: CssKind): CssFindings {
  const css = spellUrlsPlainly(untrusted)
  const findings: CssFindings = { images: [], imports: [] }
  const declarations = createDeclarations(kind)
  const imageSets = createImageSets()
  let awaitsString = false

  tokenize(css, (type, start, end) => {
    const text = () => css.slice(start, end)
    if (type === tokenTypes.WhiteSpace || type === tokenTypes.Comment) return
    if (type === tokenTypes.Url) take(url.decode(text()))
    else if (type === tokenTypes.String && (awaitsString || imageSets.takesString() || declarations.isImport())) {
      take(string.decode(text()))
    }
    awaitsString = type === tokenTypes.Function && isUrlFunction(text())
    declarations.read(type, text)
    const finished = imageSets.read(type, text)
    if (finished) findings.images.push(finished)
  })
  const unfinished = imageSets.finish()
  if (unfinished) findings.images.push(unfinished)
  return findings

  function take(address: string): void {
    if (declarations.isImport()) {
      findings.imports.push(address)
      declarations.endImport()
    } else if (declarations.showsImages() && isImageAddress(address) && !imageSets.add(address)) {
      findings.images.push([address])
    }
  }
}

function isImageAddress(address: string): boolean {
  return !/^data:(?:font|text)\//i.test(address) && address !== '' && !address.startsWith('#') && !isOtherFile(address)
}

/** `src(` is the younger twin of `url(`, for strings alone. */
function isUrlFunction(name: string): boolean {
  return /^(?:url|src)$/i.test(ident.decode(name.slice(0, -1)))
}
