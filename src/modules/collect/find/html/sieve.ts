/**
 * Rewrites a page as the small, clean, balanced markup that node-html-parser reads right.
 * On its own the parser loses `<img/src=a>` and images inside `<noscript>`, finds images that no browser shows (in
 * titles, text areas, frames), takes a later attribute where the first is empty, and is quadratic on unclosed tags.
 */
import { createDrawings } from './drawings.ts'
import { createLabels } from './labels.ts'
import { createMarkup, element, type SiftedPage } from './markup.ts'
import { type MarkupOptions, readTags, type Tag } from './tags.ts'

/**
 * The first `<base href>` comes first in the markup, wherever it stood but in `<noscript>`; the content of templates is
 * left out.
 */
export function siftPage(html: string, options?: MarkupOptions): SiftedPage {
  const labels = createLabels(html)
  const markup = createMarkup(labels)
  const drawings = createDrawings(html, markup)
  let base = ''
  let templateDepth = 0
  let isInNoscript = false
  let end = 0
  for (const tag of readTags(html, options)) {
    const from = end
    end = tag.end
    if (templateDepth === 0) labels.read(tag, from)
    if (isInertTemplate(tag, templateDepth)) templateDepth += tag.closing ? -1 : 1
    else if (templateDepth > 0) continue
    else if (isBase(tag)) base ||= isInNoscript ? '' : element('base', tag)
    else {
      if (tag.name === 'noscript') isInNoscript = !tag.closing
      drawings.read(tag)
      markup.write(tag)
    }
  }
  drawings.end()
  const sifted = markup.end()
  return { ...sifted, markup: base + sifted.markup }
}

/** A shadow root declared by a template is shown; any other template is not. */
function isInertTemplate(tag: Tag, depth: number): boolean {
  if (tag.name !== 'template' || tag.isForeign || tag.isEmpty) return false
  return tag.closing ? depth > 0 : depth > 0 || !tag.attributes.has('shadowrootmode')
}

function isBase(tag: Tag): boolean {
  return tag.name === 'base' && !tag.closing && !tag.isForeign && tag.attributes.has('href')
}
