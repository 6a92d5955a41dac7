/**
 * Carries entries out of memory, one batch at a time so that their order is kept: to the database, or to the spool while
 * that is away; and from the spool to the database, which comes before what is in memory.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../log.ts'
import type { Buffer, Entry } from './buffer.ts'
import { databaseUnavailable } from './database-unavailable.ts'
import type { Delivery, Left } from './delivery.ts'
import { createSpooling, createUnspooling, type Spools } from './spool/index.ts'

export interface CourierOptions {
  buffer: Buffer
  delivery: Delivery
  spools: Spools | undefined
  log: Log
  /** How long a batch waits for company, one commit for many: when somebody waits for it, and when nobody does. */
  lingerMs: number
  patientLingerMs: number
  /** How often it looks after the database when there is nothing to do. */
  watchMs: number
  /** Told that the database is found to be away. */
  onAway(): void
  /** Told where the oldest entry is that has not arrived. */
  onProgress(oldest: number): void
  /** Aborted: the database is not waited for any longer. */
  signal: AbortSignal
}

export interface Courier {
  /** Something waits for it; `isAwaited`: and somebody for that. */
  wake(isAwaited: boolean): void
  /** The same, and where nothing waits it asks after the database. */
  go(): void
  /** False while what comes could be kept nowhere but in memory. */
  canSpool(): boolean
  /** Nothing is delivered any more: what is in memory goes to the disk, or is lost. */
  end(): Promise<void>
}

const batchRecords = 256
/** SQLite writes in the server's own thread: a commit of so many is some 15 ms of it. Each batch counts, indexes and commits once, so few are better than many. */
const batchBytes = 4 * 1024 ** 2

/** The spool waits for the disk in the server's own thread. */
const spooledBytes = 1024 ** 2

/** After an error that nobody has foreseen. */
const restMs = 1000

export function createCourier(options: CourierOptions): Courier {
  const { buffer, delivery, spools, log, lingerMs, patientLingerMs, watchMs, onAway, onProgress, signal } = options
  const spooling =
    spools && createSpooling({ buffer, spools, log, batchRecords, batchBytes: spooledBytes, isWanted: shouldSpool })
  const unspool = spools && createUnspooling({ spools, delivery, log, batchRecords, batchBytes })
  let inFlight: readonly Entry[] = []
  let working: Promise<void> | undefined
  let lingering: AbortController | undefined
  let isAwaited = false
  const watch = setInterval(() => working ?? work(lookAfterDatabase), watchMs).unref()

  function wake(): void {
    if (isOver()) giveUp()
    else seeToIt()
  }

  function seeToIt(): void {
    if (shouldSpool()) spooling?.wake()
    const hasWork = buffer.waiting > 0 || delivery.isAway || spools?.head() !== undefined
    if (!working && hasWork) work(deliverNext)
    if (isAwaited || isFull()) lingering?.abort()
  }

  /** Nothing in memory may pass what is on its way. */
  function shouldSpool(): boolean {
    if (!spools || inFlight.length > 0 || buffer.waiting === 0) return false
    return delivery.isAway || (spools.head() !== undefined && (buffer.hasImpatient() || signal.aborted))
  }

  /** What is on the disk is left to the next process. */
  function isOver(): boolean {
    return signal.aborted && (delivery.isAway || spools?.head() !== undefined)
  }

  /** There is as much as one batch carries. */
  function isFull(): boolean {
    return buffer.waiting >= batchRecords || buffer.bytes >= batchBytes
  }

  /** One at a time, so that the order is kept. */
  function work(task: () => Promise<void>): void {
    working = task()
      .catch((error) => {
        log.error({ err: error }, 'delivery failed')
        return delay(restMs, undefined, { signal }).catch(() => {}) // it is over
      })
      .finally(() => {
        working = undefined
        onProgress(oldest())
        wake()
      })
  }

  async function deliverNext(): Promise<void> {
    if (delivery.isAway) await delivery.pause()
    if (isOver()) return
    const spool = spools?.head()
    const left = spool && unspool ? await unspool(spool) : await deliverBuffered()
    if (left) goneAway(left.error)
  }

  async function deliverBuffered(): Promise<Left | undefined> {
    if (!delivery.isAway) await linger()
    isAwaited = false
    inFlight = buffer.take(batchRecords, batchBytes)
    const left = await delivery.deliver(inFlight)
    inFlight = []
    if (left) putBack(left)
    return left
  }

  async function linger(): Promise<void> {
    if (!isAwaited && !isFull()) await lingerPatiently()
    if (!isFull()) await delay(lingerMs)
  }

  async function lingerPatiently(): Promise<void> {
    lingering = new AbortController()
    await delay(patientLingerMs, undefined, { signal: lingering.signal }).catch(() => {}) // the batch is wanted, or full
    lingering = undefined
  }

  /** Of what may have arrived only the next try can tell. */
  function putBack({ entries, mayHaveArrived }: Left): void {
    buffer.putBack(mayHaveArrived ? entries.map((entry) => ({ ...entry, isImpatient: false })) : entries)
  }

  function goneAway(error: unknown): void {
    if (!spools) for (const entry of buffer.takeImpatient()) entry.reject(databaseUnavailable(error))
    buffer.admitMore()
    onAway()
  }

  async function lookAfterDatabase(): Promise<void> {
    spools?.adopt()
    const left = await delivery.deliver([])
    if (left) goneAway(left.error)
  }

  /** The place of the oldest entry that is not in the database. */
  function oldest(): number {
    return spools?.first ?? inFlight[0]?.seq ?? buffer.first ?? Number.POSITIVE_INFINITY
  }

  /** Nothing is delivered any more: what is in memory goes to the disk, or is lost. Nobody waits for it. */
  function giveUp(): void {
    if (inFlight.length > 0) return
    spooling?.spoolAll()
    const lost = buffer.take(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
    const records = lost.reduce((sum, entry) => sum + entry.records.length, 0)
    if (records > 0) log.error({ records }, 'closed while the database is away: records were lost')
    for (const entry of lost) entry.reject(databaseUnavailable())
    onProgress(Number.POSITIVE_INFINITY)
  }

  return {
    wake(isAwaitedNow) {
      isAwaited ||= isAwaitedNow
      wake()
    },
    go() {
      isAwaited = true
      if (!working && !isOver()) work(deliverNext)
      else wake()
    },
    canSpool: () => spooling?.isPossible() ?? false,
    async end() {
      clearInterval(watch)
      while (working) await working
      giveUp()
    },
  }
}
