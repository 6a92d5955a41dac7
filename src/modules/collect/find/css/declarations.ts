/** Knows, token by token, whether an address that comes next is an image, an imported sheet or something else. */
import { tokenTypes } from 'css-tree/tokenizer'
import { ident } from 'css-tree/utils'
import type { CssKind } from './read-css.ts'

export interface Declarations {
  read(type: number, text: () => string): void
  isImport(): boolean
  endImport(): void
  showsImages(): boolean
}

/** Addresses in the values of these are filters, outlines and scripts, not pictures; a low line hides a property from all but an old browser. */
const otherProperties =
  /^_|^(?:-webkit-|-moz-|-ms-)?(?:behavior|binding|filter|backdrop-filter|clip-path|offset-path|shape-inside)$/i

/** Any other statement makes the imports that follow void. */
const beforeImports = /^@(?:charset|import|imported|layer)$/i

/** Addresses in the blocks of these are not pictures. */
const otherBlocks = /^@font-face$/i

export function createDeclarations(kind: CssKind): Declarations {
  let depth = kind === 'declarations' ? 1 : 0
  let otherBlockDepth: number | undefined
  let atRule = ''
  let name = ''
  let isValue = false
  /** No property is written so: what follows is passed over up to the next semicolon (CSS Syntax, section 5.4.4). */
  let isInvalid = false
  /** An `@import` after the first rule is void. */
  let hasRules = kind === 'declarations'

  function startStatement(): void {
    atRule = name = ''
    isValue = isInvalid = false
  }

  function endStatement(): void {
    if (depth === 0 && !beforeImports.test(atRule)) hasRules = true
    startStatement()
  }

  function openBlock(): void {
    depth += 1
    hasRules = true
    if (otherBlocks.test(atRule)) otherBlockDepth ??= depth
    startStatement()
  }

  function closeBlock(): void {
    if (otherBlockDepth === depth) otherBlockDepth = undefined
    depth = Math.max(0, depth - 1)
    startStatement()
  }

  function read(type: number, text: () => string): void {
    if (type === tokenTypes.Semicolon) endStatement()
    else if (type === tokenTypes.LeftCurlyBracket) openBlock()
    else if (type === tokenTypes.RightCurlyBracket) closeBlock()
    else if (type === tokenTypes.AtKeyword && !isValue) atRule = ident.decode(text())
    else if (type === tokenTypes.Colon && name) isValue = true
    else if (type === tokenTypes.Ident && !isValue) name = text()
    else if (type === tokenTypes.Delim && name === '') isInvalid = true
  }

  return {
    read,
    isImport: () => !hasRules && /^@import$/i.test(atRule),
    endImport: () => {
      atRule = '@imported'
    },
    showsImages: () =>
      atRule === '' && otherBlockDepth === undefined && !isInvalid && !(isValue && otherProperties.test(name)),
  }
}
