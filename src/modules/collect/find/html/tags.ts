/** Reads the tags of a page in order, as a browser would, in linear time whatever the page is. */
import { createAttributeReader } from './attributes.ts'
import { createForeign } from './foreign.ts'
import { findRawTextEnd, isRawText } from './raw-text.ts'

export interface Tag {
  /** In lower case. */
  name: string
  closing: boolean
  selfClosing: boolean
  /** Closed by its own slash, as only XML, SVG and MathML know it. */
  isEmpty: boolean
  /** Of SVG or MathML. */
  isForeign: boolean
  /** Inside of a drawing, its start tag included. */
  isInDrawing: boolean
  attributes: Map<string, string>
  /** What stands inside, of elements whose content is no markup (script, style, title, textarea, …); else ''. */
  text: string
  /** Positions in the page: of the `<`, and after the `>` or the text. */
  start: number
  end: number
}

export interface MarkupOptions {
  /** Sent as XHTML: any element may be closed by its own slash, and text may stand in CDATA. */
  isXml?: boolean
}

/** Comments, doctypes and text between tags are passed over; a tag that the document's end cuts off is dropped. */
export function* readTags(html: string, { isXml = false }: MarkupOptions = {}): Generator<Tag> {
  const readAttributes = createAttributeReader()
  const tagName = /<(\/?)([a-zA-Z][^\t\n\f\r />]*)/y
  const foreign = createForeign()
  let at = html.indexOf('<')
  while (at !== -1) {
    tagName.lastIndex = at
    const [, slash, untrusted] = tagName.exec(html) ?? []
    if (untrusted) {
      const list = readAttributes(html, tagName.lastIndex)
      if (!list) return
      const name = untrusted.toLowerCase()
      const closing = slash === '/'
      const { attributes, selfClosing } = list
      const isForeign = foreign.enter({ name, closing, selfClosing, attributes })
      const isEmpty = selfClosing && (isForeign || isXml)
      const hasText = !closing && !(isXml && selfClosing)
      const textEnd = hasText ? findTextEnd(html, name, isForeign, list.end) : list.end
      const [isInDrawing, text] = [foreign.isInDrawing(), html.slice(list.end, textEnd)]
      yield { name, closing, selfClosing, isEmpty, isForeign, isInDrawing, attributes, text, start: at, end: textEnd }
      at = textEnd
    } else at = skipOther(html, at, isXml || foreign.isHere())
    at = html.indexOf('<', at)
  }
}

/** SVG knows no raw text: a style there ends with the next tag, and the others hold markup. */
function findTextEnd(html: string, name: string, isForeign: boolean, start: number): number {
  if (!isForeign) return isRawText(name) ? findRawTextEnd(html, name, start) : start
  return name === 'style' ? before(html, /<[/a-z]/gi, start) : start
}

function skipOther(html: string, at: number, knowsCdata: boolean): number {
  if (html.startsWith('<!--', at)) return afterComment(html, at)
  if (knowsCdata && html.startsWith('<![CDATA[', at)) return after(html, /\]\]>/g, at)
  const isMarkup = html[at + 1] === '!' || html[at + 1] === '?' || html[at + 1] === '/'
  return isMarkup ? after(html, />/g, at + 1) : at + 1
}

/** `<!-->` and `<!--->` are whole comments; `<!--!>` is not. */
function afterComment(html: string, at: number): number {
  if (html.startsWith('>', at + 4)) return at + 5
  if (html.startsWith('->', at + 4)) return at + 6
  return after(html, /--!?>/g, at + 4)
}

function before(html: string, mark: RegExp, from: number): number {
  mark.lastIndex = from
  return mark.exec(html)?.index ?? html.length
}

function after(html: string, end: RegExp, from: number): number {
  end.lastIndex = from
  return end.exec(html) ? end.lastIndex : html.length
}
