/** Guards against traps: calendars, sessions in the path, orders and filters without end, paths that lead into themselves. */
import type { FrontierPage } from './frontier.ts'
import { isEndless, shapeOf } from './page-shape.ts'

export interface Traps {
  /** Why the page is not worth reading, in words for a person; undefined: it is. */
  refuses(url: string): string | undefined
  /** What reading a page came to: whether it showed an image that no page before it had. */
  learn(page: FrontierPage, hasNews: boolean): void
}

/** Pages of one shape, one after the other, that brought nothing new: the next ones will not either. */
const maxBarren = 50
/** How far back news are to the credit of the pages that led there. */
const maxAncestors = 50

/**
 * A page with a new image clears its own shape and those of the pages that led to it: a list whose entries show
 * images goes on, a calendar ends.
 */
export function createTraps(): Traps {
  const barren = new Map<string, number>()

  function credit(page: FrontierPage): void {
    let ancestor: FrontierPage | null = page
    for (let steps = 0; ancestor && steps < maxAncestors; steps++, ancestor = ancestor.from) {
      barren.delete(shapeOf(ancestor.url) ?? '')
    }
  }

  return {
    refuses(url) {
      if (isEndless(url)) return 'The path repeats itself without end.'
      const pages = barren.get(shapeOf(url) ?? '') ?? 0
      return pages < maxBarren
        ? undefined
        : `The last ${maxBarren} pages with addresses like this one showed nothing new.`
    },
    learn(page, hasNews) {
      if (hasNews) return credit(page)
      const shape = shapeOf(page.url)
      if (shape) barren.set(shape, (barren.get(shape) ?? 0) + 1)
    },
  }
}
