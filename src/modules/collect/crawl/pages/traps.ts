/** Guards against traps: calendars, sessions in the path, orders and filters without end, paths that lead into themselves. */
import type { FrontierPage } from './frontier-page.ts'
import { isEndless, shapeOf } from './page-shape.ts'

export interface Traps {
  /** Why the page is not worth reading, in words for a person, as far as is known now; undefined: it is. */
  refuses(url: string): string | undefined
  /** The same when the pages are settled on which it depends. */
  judge(url: string): Promise<string | undefined>
  /** The page was read, and its pictures are on their way: nothing is held against its like meanwhile. */
  open(page: FrontierPage): void
  /** What became of it: whether it showed an image that no page before it had. */
  close(page: FrontierPage, hasNews: boolean): void
}

/** Pages of one shape, one after the other, that brought nothing new: the next ones will not either. */
const maxBarren = 50
/** How far back news are to the credit of the pages that led there. */
const maxAncestors = 50

/** What is known of the pages of one shape. */
interface Kind {
  barren: number
  /** Pages of this shape that were read, and may turn out to be barren. */
  unsettled: number
  /** Pages that were read, and whose news would be to its credit: the unsettled, and those to which they led. */
  open: number
  changed: PromiseWithResolvers<void>
}

/**
 * A page with a new image clears its own shape and those of the pages that led to it: a list whose entries show
 * images goes on, a calendar ends.
 */
export function createTraps(): Traps {
  const kinds = new Map<string, Kind>()

  const knownKind = (url: string) => kinds.get(shapeOf(url) ?? '')

  function kindOf(url: string): Kind | undefined {
    const shape = shapeOf(url)
    if (shape === undefined) return undefined
    const kind = kinds.get(shape) ?? { barren: 0, unsettled: 0, open: 0, changed: Promise.withResolvers<void>() }
    kinds.set(shape, kind)
    return kind
  }

  /** Every kind once to which the page's news are a credit. */
  function creditedBy(page: FrontierPage): Set<Kind> {
    const credited = new Set<Kind>()
    let ancestor: FrontierPage | null = page
    for (let steps = 0; ancestor && steps < maxAncestors; steps++, ancestor = ancestor.from) {
      const kind = kindOf(ancestor.url)
      if (kind) credited.add(kind)
    }
    return credited
  }

  function refuses(url: string): string | undefined {
    if (isEndless(url)) return 'The path repeats itself without end.'
    const kind = knownKind(url)
    if (!kind || kind.barren < maxBarren || kind.open > 0) return undefined
    return `The last ${maxBarren} pages with addresses like this one showed nothing new.`
  }

  return {
    refuses,
    async judge(url) {
      const kind = knownKind(url)
      while (kind && isUndecided(kind)) await kind.changed.promise
      return refuses(url)
    },
    open(page) {
      const own = kindOf(page.url)
      if (own) own.unsettled += 1
      for (const kind of creditedBy(page)) kind.open += 1
    },
    close(page, hasNews) {
      const own = kindOf(page.url)
      if (own) own.unsettled -= 1
      if (own && !hasNews) own.barren += 1
      for (const kind of creditedBy(page)) {
        kind.open -= 1
        if (hasNews) kind.barren = 0
        kind.changed.resolve()
        kind.changed = Promise.withResolvers()
      }
    },
  }
}

/** Reading does not run ahead of the pictures: a quick site without end would be read for as long as they take. */
function isUndecided({ barren, unsettled, open }: Kind): boolean {
  return open > 0 && barren + unsettled >= maxBarren
}
