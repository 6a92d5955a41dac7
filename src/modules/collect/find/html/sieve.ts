/**
 * Rewrites a page as the small, clean, balanced markup that node-html-parser reads right.
 * On its own the parser loses `<img/src=a>` and images inside `<noscript>`, finds images that no browser shows (in
 * titles, text areas, frames), takes a later attribute where the first is empty, and is quadratic on unclosed tags.
 */
import { containers, hasPicture, isKeptAttribute, isKeptName, leaves, neverNested } from './kept.ts'
import { createNesting } from './nesting.ts'
import { readTags, type Tag } from './tags.ts'

/** Stands for any run of tags that were left out, so that neighbours are known from strangers. */
export const gap = 'wbr'

/** The first `<base href>` comes first in the markup, wherever it stood; the content of templates is left out. */
export function siftPage(html: string): string {
  const parts: string[] = []
  const nesting = createNesting()
  let base = ''
  let templateDepth = 0

  for (const tag of readTags(html)) {
    if (isInertTemplate(tag, templateDepth)) templateDepth += tag.closing ? -1 : 1
    else if (templateDepth > 0) continue
    else if (tag.name === 'base' && !tag.isForeign)
      base ||= tag.attributes.has('href') && !tag.closing ? element('base', tag) : ''
    else sift(tag)
  }
  parts.push(nesting.closeAll())
  return base + parts.join('')

  function sift(tag: Tag): void {
    const { name, closing } = tag
    if (!isKeptName(tag)) leaveOutUnlessStyled(tag)
    else if (containers.has(name)) parts.push(closing ? nesting.close(name) : openContainer(tag))
    else if (closing) leaveOut()
    else if (name === 'style') parts.push(`${openTag(name, tag, '>')}${tag.text}</style>`)
    else if (name === 'title') parts.push(`<title>${tag.text.replaceAll('<', '&lt;')}</title>`)
    else if (name === 'image' && !tag.isForeign) parts.push(element('img', tag))
    else if (leaves.has(name)) parts.push(element(name, tag))
    else leaveOutUnlessStyled(tag)
  }

  function openContainer(tag: Tag): string {
    const closed = neverNested.has(tag.name) ? nesting.close(tag.name) : ''
    const isEmpty = tag.selfClosing && tag.isForeign
    return closed + (!isEmpty && nesting.open(tag.name) ? openTag(tag.name, tag, '>') : element(tag.name, tag))
  }

  function leaveOutUnlessStyled(tag: Tag): void {
    if (!tag.closing && hasPicture(tag.attributes)) parts.push(element('div', tag))
    else leaveOut()
  }

  function leaveOut(): void {
    const mark = `<${gap}/>`
    if (parts.at(-1) !== mark) parts.push(mark)
  }
}

/** A shadow root declared by a template is shown; any other template is not. */
function isInertTemplate(tag: Tag, depth: number): boolean {
  if (tag.name !== 'template' || tag.isForeign) return false
  return tag.closing ? depth > 0 : depth > 0 || !tag.attributes.has('shadowrootmode')
}

function element(name: string, tag: Tag): string {
  return openTag(name, tag, '/>')
}

function openTag(name: string, tag: Tag, end: string): string {
  let markup = `<${name}`
  for (const [attribute, value] of tag.attributes) {
    if (isKeptAttribute(attribute)) markup += ` ${attribute}="${value.replaceAll('"', '&quot;')}"`
  }
  return markup + end
}
