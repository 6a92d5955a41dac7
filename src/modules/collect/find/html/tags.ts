/** Reads the tags of a page in order, as a browser would, in linear time whatever the page is. */
import { createAttributeReader } from './attributes.ts'
import { findRawTextEnd, isRawText } from './raw-text.ts'

export interface Tag {
  /** In lower case. */
  name: string
  closing: boolean
  selfClosing: boolean
  attributes: Map<string, string>
  /** What stands inside, of elements whose content is no markup (script, style, title, textarea, …); else ''. */
  text: string
}

/** Comments, doctypes and text between tags are passed over; a tag that the document's end cuts off is dropped. */
export function* readTags(html: string): Generator<Tag> {
  const readAttributes = createAttributeReader()
  const tagName = /<(\/?)([a-zA-Z][^\t\n\f\r />]*)/y
  let foreignDepth = 0
  let at = html.indexOf('<')
  while (at !== -1) {
    tagName.lastIndex = at
    const [, slash, name = ''] = tagName.exec(html) ?? []
    if (name) {
      const list = readAttributes(html, tagName.lastIndex)
      if (!list) return
      const tag: Tag = { ...list, name: name.toLowerCase(), closing: slash === '/', text: '' }
      foreignDepth += foreignStep(tag)
      at = list.end
      if (!tag.closing && isRawText(tag.name) && !(tag.selfClosing && foreignDepth > 0)) {
        const end = findRawTextEnd(html, tag.name, at)
        tag.text = html.slice(at, end)
        at = end
      }
      yield tag
    } else at = skipOther(html, at)
    at = html.indexOf('<', at)
  }
}

/** In SVG and MathML `<style/>` is closed by its slash; in HTML it is open. */
function foreignStep(tag: Tag): number {
  if ((tag.name !== 'svg' && tag.name !== 'math') || tag.selfClosing) return 0
  return tag.closing ? -1 : 1
}

function skipOther(html: string, at: number): number {
  if (html.startsWith('<!--', at)) return after(html, /--!?>/g, at + 2)
  const isMarkup = html[at + 1] === '!' || html[at + 1] === '?' || html[at + 1] === '/'
  return isMarkup ? after(html, />/g, at + 1) : at + 1
}

function after(html: string, end: RegExp, from: number): number {
  end.lastIndex = from
  return end.exec(html) ? end.lastIndex : html.length
}
