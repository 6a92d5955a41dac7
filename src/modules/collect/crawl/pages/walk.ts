/** Reads the pages of the frontier, several at once, until none is left and every picture has its verdict. */
import type { Frontier } from './frontier.ts'
import type { FrontierPage } from './frontier-page.ts'
import type { Visit } from './pages.ts'

export interface WalkOptions {
  frontier: Pick<Frontier, 'next' | 'whenMore'>
  visit(page: FrontierPage): Promise<Visit>
  /** Work beside the pages that may find more of them. */
  alongside?: (() => Promise<void>)[]
  /** Opens no more pages; what is under way hears of it by itself. */
  signal: AbortSignal
  /** Told of what should not happen; expected to abort the signal. */
  onError(error: unknown): void
}

/** Pages read at once; the gates of their hosts hold them to less. */
const pagesAtOnce = 8
/** No page is opened while so many, or so many bytes of what was found on them, have pictures on their way. */
const maxUnsettled = 500
const maxUnsettledBytes = 32 * 1024 ** 2

/** Resolves when nothing is under way any more. */
export async function walk({ frontier, visit, alongside = [], signal, onError }: WalkOptions): Promise<void> {
  let underWay = 0
  let reading = 0
  let unsettled = 0
  let unsettledBytes = 0
  let change = Promise.withResolvers<void>()

  function start(work: () => Promise<void>): void {
    underWay += 1
    work()
      .catch(onError)
      .finally(() => {
        underWay -= 1
        tellChange()
      })
  }

  function tellChange(): void {
    change.resolve()
    change = Promise.withResolvers()
  }

  async function read(page: FrontierPage): Promise<void> {
    reading += 1
    const { settled, bytes } = await visit(page).finally(() => {
      reading -= 1
    })
    unsettled += 1
    unsettledBytes += bytes
    tellChange()
    await settled.finally(() => {
      unsettled -= 1
      unsettledBytes -= bytes
    })
  }

  function mayOpen(): boolean {
    return reading < pagesAtOnce && unsettled < maxUnsettled && unsettledBytes < maxUnsettledBytes
  }

  frontier.whenMore(tellChange)
  for (const work of alongside) start(work)
  while (!signal.aborted) {
    const [changed, isIdle] = [change.promise, underWay === 0]
    const page = mayOpen() ? await frontier.next().catch(onError) : undefined
    if (page) start(() => read(page))
    else if (isIdle) return
    else await changed
  }
  while (underWay > 0) await change.promise
}
