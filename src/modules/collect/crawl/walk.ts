/** Reads the pages of the frontier, several at once, until none is left and every picture has its verdict. */
import type { Frontier, FrontierPage } from './frontier.ts'
import type { Visit } from './pages.ts'

export interface WalkOptions {
  frontier: Pick<Frontier, 'next'>
  visit(page: FrontierPage): Promise<Visit>
  /** Opens no more pages; what is under way hears of it by itself. */
  signal: AbortSignal
  /** Told of what should not happen; expected to abort the signal. */
  onError(error: unknown): void
}

/** Pages read at once; the gates of their hosts hold them to less. */
const pagesAtOnce = 8
/** No page is opened while so many pages have pictures on their way: what was found and waits is bounded by it. */
const maxUnsettled = 64

/** Resolves when nothing is under way any more. */
export function walk({ frontier, visit, signal, onError }: WalkOptions): Promise<void> {
  const done = Promise.withResolvers<void>()
  let reading = 0
  let unsettled = 0

  function openPages(): void {
    while (!signal.aborted && reading < pagesAtOnce && unsettled < maxUnsettled) {
      const page = frontier.next()
      if (!page) break
      reading += 1
      read(page).catch(onError).finally(readingEnded)
    }
    if (reading + unsettled === 0) done.resolve()
  }

  async function read(page: FrontierPage): Promise<void> {
    const { settled } = await visit(page)
    unsettled += 1
    settled.catch(onError).finally(settlingEnded)
  }

  function readingEnded(): void {
    reading -= 1
    openPages()
  }

  function settlingEnded(): void {
    unsettled -= 1
    openPages()
  }

  openPages()
  return done.promise
}
