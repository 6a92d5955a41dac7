/** Where a page leads: along its links, into its frames, and to where it has gone. */
import { pageKey } from '../../find/index.ts'
import { type PageReading, unpack } from '../../read/index.ts'
import type { Notes } from '../tools.ts'
import type { Frontier } from './frontier.ts'
import type { FrontierPage } from './frontier-page.ts'
import type { SiteScope } from './scope.ts'

export interface PageLinksOptions {
  notes: Notes
  frontier: Frontier
  scope: SiteScope
}

/** Takes in the links of a page; `noFollow`: what it asks instead, if anything. */
export type TakeLinks = (page: FrontierPage, reading: PageReading, noFollow: string | null) => Promise<void>

/** Frames in frames, and refreshes after refreshes: those that come after are links like others. */
const maxNesting = 5

export function createPageLinks({ notes, frontier, scope }: PageLinksOptions): TakeLinks {
  /** What a page shows inside of it, or in its stead, is as far from the start page as it is itself. */
  async function takeInside(page: FrontierPage, { frames, refresh }: PageReading): Promise<void> {
    if (nestingOf(page) >= maxNesting) return
    const isStart = page.depth === 0 && scope.isStart(page.url)
    if (isStart && refresh !== null && pageKey(refresh) !== pageKey(page.url)) {
      scope.moveTo(refresh)
      await notes.pages(...frontier.add([refresh], page.depth, page))
    }
    const own = frames.filter((url) => scope.refusesFrame(url) === undefined)
    await notes.pages(...frontier.add(own, page.depth, page))
  }

  return async function takeLinks(page, reading, noFollow) {
    const { links, canonical } = reading
    const reason = `The pages that lead here ask crawlers not to follow their links (${noFollow}).`
    const depth = page.depth + 1
    const take = (urls: string[]) =>
      notes.pages(...(noFollow === null ? frontier.add(urls, depth, page) : frontier.hold(urls, depth, reason)))
    if (noFollow === null) await takeInside(page, reading)
    for await (const urls of unpack(links)) await take(urls)
    // The address that a page would rather be known by: where nobody links to it, it is met here.
    if (canonical !== null && scope.refuses(canonical) === undefined) await take([canonical])
  }
}

/** How many pages it is inside of, or after, at the same distance from the start page. */
function nestingOf({ depth, from }: FrontierPage): number {
  let nesting = 0
  for (let outer = from; outer?.depth === depth; outer = outer.from) nesting += 1
  return nesting
}
