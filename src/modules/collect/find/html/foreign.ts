/** Knows where a page is SVG or MathML, whose tags follow other rules than HTML's (HTML Standard, § 13.2.6.5). */
import type { Tag } from './tags.ts'

/** Start tags that end any drawing or formula that was left open. */
const breakouts = new Set(
  (
    'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta ' +
    'nobr ol p pre ruby s small span strong strike sub sup table tt u ul var'
  ).split(' '),
)

/** Inside these the page is HTML again. */
const integrationPoints = new Set(['foreignobject', 'desc', 'title', 'mi', 'mo', 'mn', 'ms', 'mtext'])

export interface Foreign {
  isHere(): boolean
  /** Takes a tag in; true when it is itself SVG or MathML. */
  enter(tag: Pick<Tag, 'name' | 'closing' | 'selfClosing'>): boolean
}

export function createForeign(): Foreign {
  const open: string[] = []
  const isRoot = (name: string | undefined) => name === 'svg' || name === 'math'
  const isHere = () => isRoot(open.at(-1))

  function enter({ name, closing, selfClosing }: Pick<Tag, 'name' | 'closing' | 'selfClosing'>): boolean {
    if (closing) return close(name)
    if (isHere() && breakouts.has(name)) while (isHere()) open.pop()
    const isForeign = isHere() || isRoot(name)
    if (isForeign && !selfClosing && (isRoot(name) || integrationPoints.has(name))) open.push(name)
    return isForeign
  }

  function close(name: string): boolean {
    const wasHere = isHere()
    if (!isRoot(name) && !integrationPoints.has(name)) return wasHere
    const index = open.lastIndexOf(name)
    if (index !== -1) open.length = index
    return wasHere || index !== -1
  }

  return { isHere, enter }
}
