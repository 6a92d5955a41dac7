/** Knows where a page is SVG or MathML, whose tags follow other rules than HTML's (HTML Standard, § 13.2.6.5). */
import type { Tag } from './tags.ts'

/** Start tags that end any drawing or formula that was left open. */
const breakouts = new Set(
  (
    'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta ' +
    'nobr ol p pre ruby s small span strong strike sub sup table tt u ul var'
  ).split(' '),
)

/** With any of these so does `font`: without, it is an element of SVG. */
const fontAttributes = ['color', 'face', 'size']

/** Inside these the page is HTML again. */
const integrationPoints = {
  svg: new Set(['foreignobject', 'desc', 'title']),
  math: new Set(['mi', 'mo', 'mn', 'ms', 'mtext']),
}

export interface Foreign {
  isHere(): boolean
  /** Inside of an `svg` element, be it in the HTML of a `foreignObject`. */
  isInDrawing(): boolean
  /** Takes a tag in; true when it is itself SVG or MathML. */
  enter(tag: Pick<Tag, 'name' | 'closing' | 'selfClosing' | 'attributes'>): boolean
}

export function createForeign(): Foreign {
  /** The roots, integration points and templates that are open. */
  const open: string[] = []
  /** How many were open when the outermost drawing began. */
  let outside: number | undefined
  const isHere = () => isRoot(open.at(-1))

  function isInDrawing(): boolean {
    if (outside !== undefined && open.length <= outside) outside = undefined
    return outside !== undefined
  }

  const enter: Foreign['enter'] = ({ name, closing, selfClosing, attributes }) => {
    if (isHere() && (closing ? name === 'p' || name === 'br' : breaksOut(name, attributes))) while (isHere()) open.pop()
    const wasHere = isHere()
    if (closing) return close(name) ?? wasHere
    if (!selfClosing && opensOther(name, open.at(-1))) push(name)
    return wasHere || isRoot(name)
  }

  function push(name: string): void {
    if (name === 'svg' && !isInDrawing()) outside = open.length
    open.push(name)
  }

  function close(name: string): boolean | undefined {
    const index = open.lastIndexOf(name)
    if (index === -1) return undefined
    open.length = index
    return name !== 'template'
  }

  return { isHere, isInDrawing, enter }
}

function breaksOut(name: string, attributes: Tag['attributes']): boolean {
  return breakouts.has(name) || (name === 'font' && fontAttributes.some((attribute) => attributes.has(attribute)))
}

function isRoot(name: string | undefined): name is 'svg' | 'math' {
  return name === 'svg' || name === 'math'
}

function opensOther(name: string, inside: string | undefined): boolean {
  if (isRoot(inside)) return name === inside || integrationPoints[inside].has(name)
  return isRoot(name) || name === 'template'
}
