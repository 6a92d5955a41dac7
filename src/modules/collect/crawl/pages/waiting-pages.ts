/** The queue of pages to read: its head in memory, the rest where it was recorded. */
import type { FrontierPage } from './frontier-page.ts'

export interface WaitingPages {
  push(page: FrontierPage): void
  /** The page that was found first, or undefined: none waits. */
  take(): Promise<FrontierPage | undefined>
  readonly size: number
}

/** Pages in memory at most: with their addresses some ten megabytes. */
const maxInMemory = 20_000
/** Pages that are taken from the head before the list is cut. */
const cutAfter = 1000

/** `load` answers recorded pages that wait, in the order of finding, from after a position. */
export function createWaitingPages(
  load: (afterPosition: number, limit: number) => Promise<FrontierPage[]>,
  limit = maxInMemory,
): WaitingPages {
  let pages: FrontierPage[] = []
  let head = 0
  let left = 0
  let lastPosition = -1

  async function reload(): Promise<void> {
    const loaded = await load(lastPosition, limit)
    pages = loaded
    head = 0
    left = loaded.length === 0 ? 0 : Math.max(0, left - loaded.length)
    lastPosition = loaded.at(-1)?.position ?? lastPosition
  }

  return {
    /** As soon as one is left out, all that follow are, so that the order stays. */
    push(page) {
      if (left > 0 || pages.length - head >= limit) {
        left += 1
        return
      }
      pages.push(page)
      lastPosition = Math.max(lastPosition, page.position)
    },
    async take() {
      if (head === pages.length && left > 0) await reload()
      if (head >= cutAfter) {
        pages = pages.slice(head)
        head = 0
      }
      return pages[head] && pages[head++]
    },
    get size() {
      return pages.length - head + left
    },
  }
}
