/**
 * Removes collections that were deleted, in the background. Whichever replica comes to it takes a share:
 *
 *     resting --(one is deleted here, or it is time to look)--> sweeping, a share of each in turn --(none is left)--> resting
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Database, Log } from '#platform'
import type { CollectionContents } from './collection-answers.ts'
import { firstSize, nextSize } from './share-size.ts'
import { listGoing, sweepShare } from './sweep-collection.ts'

export interface Sweeper {
  /** Looks for collections now, and from then on every so often: another process may have ended in the middle. */
  start(): void
  /** Begins at once; resolves when nothing of the collection is left. */
  sweep(collectionId: string): Promise<void>
  /** Ends after the share that is under way. */
  close(): Promise<void>
}

export interface SweeperOptions {
  database: Database
  contents: CollectionContents
  /** Until then the tables may not be there. */
  isSchemaCurrent: () => boolean
  log: Log
  /** How often to look for what others left. */
  everyMs?: number
}

/** In turns, so that a small one does not wait for a large one. */
const mostAtOnce = 20
const leastRestMs = 3

export function createSweeper(options: SweeperOptions): Sweeper {
  const { database, contents, isSchemaCurrent, log, everyMs = 5000 } = options
  const awaited = new Map<string, PromiseWithResolvers<void>>()
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  let isAsked = false
  let size = firstSize
  /** Where the last round ended, so that those which cannot be removed now are in nobody's way. */
  let after: string | undefined

  function wake(): void {
    isAsked = true
    if (closing.signal.aborted || !isSchemaCurrent()) return
    working ??= work().finally(() => {
      working = undefined
      if (isAsked) wake()
    })
  }

  async function work(): Promise<void> {
    try {
      while (isAsked && !closing.signal.aborted) {
        isAsked = false
        while (await sweepRound());
      }
    } catch (error) {
      log.debug({ err: error }, 'deleted collections cannot be removed now')
    }
  }

  /** Answers whether it is worth another one. */
  async function sweepRound(): Promise<boolean> {
    const asked = [...awaited.keys()]
    const going = await listGoing(database, mostAtOnce, after)
    const isEnd = going.length < mostAtOnce
    if (isEnd && after === undefined) for (const id of asked) if (!going.includes(id)) gone(id)
    after = isEnd ? undefined : going.at(-1)
    let isWorth = !isEnd
    // Somebody waits for those that were asked for.
    for (const id of new Set([...asked, ...going])) {
      if (closing.signal.aborted) return false
      if (await sweep(id)) isWorth = true
    }
    return isWorth
  }

  /** Answers whether it did anything. Then it rests, for others are to have the database, too. */
  async function sweep(id: string): Promise<boolean> {
    const began = performance.now()
    const swept = await sweepShare({ database, contents }, id, size).catch((error) => failed(id, error))
    const tookMs = performance.now() - began
    if (swept === 'all') log.info({ collection: id }, 'a deleted collection was removed')
    if (swept === 'all') gone(id)
    if (swept === 'some') size = nextSize(database.dialect.name, size, tookMs)
    await delay(leastRestMs + tookMs / 4, undefined, { signal: closing.signal }).catch(() => {}) // it ends
    return swept !== 'busy'
  }

  /** One that cannot be removed does not stand in the way of others. */
  function failed(id: string, error: unknown): 'busy' {
    if (database.dialect.isAway(error)) throw error
    log.warn({ err: error, collection: id }, 'a deleted collection could not be removed: it is tried again')
    return 'busy'
  }

  function gone(id: string): void {
    awaited.get(id)?.resolve()
    awaited.delete(id)
  }

  return {
    start() {
      timer = setInterval(wake, everyMs).unref()
      wake()
    },
    sweep(id) {
      const waiting = awaited.get(id) ?? Promise.withResolvers<void>()
      awaited.set(id, waiting)
      wake()
      return waiting.promise
    },
    async close() {
      closing.abort()
      clearInterval(timer)
      await working
    },
  }
}
