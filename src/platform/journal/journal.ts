/**
 * The journal: records are accepted into a bounded buffer, and delivered from it in order, in batches. While the database
 * is away they go from memory to the spool, and from there to the database; what is spooled comes before what is in memory.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Backoff } from './backoff.ts'
import { createBuffer, type Entry, type NewEntry } from './buffer.ts'
import { databaseUnavailable } from './database-unavailable.ts'
import { createDelivery, type Left } from './delivery.ts'
import type { Spool, Spools } from './spool/index.ts'
import { createSpooling } from './spool/spooling.ts'
import type { Journal, JournalRecord, RecordKind, Stored } from './types.ts'
import { createWaiters } from './waiters.ts'

export interface JournalOptions {
  database: Database
  /** Every kind of record there is, in the order in which a batch stores them. */
  kinds: readonly RecordKind<never>[]
  log: Log
  /** Where records wait while the database is away; without, they wait in memory. */
  spools?: Spools
  /** How much memory undelivered records may hold; whoever appends more waits. */
  maxBytes?: number
  backoff?: Backoff
  /** How long a batch waits for company, one commit for many, when somebody waits for it. */
  lingerMs?: number
  /** The same when nobody does; a batch that is full goes at once. */
  patientLingerMs?: number
  /** How often an idle journal looks whether the database is there. */
  watchMs?: number
  /** How long `close` goes on trying. */
  graceMs?: number
}

const batchRecords = 256
/** While the database takes what it gets, more than this would only lie about. */
const busyBytes = 32 * 1024 ** 2
/** SQLite commits in the server's own thread: of 1 MiB in some 4 ms, with a checkpoint in some 15. */
const batchBytes = 1024 ** 2

export function createJournal({
  database,
  kinds,
  log,
  spools,
  maxBytes = 256 * 1024 ** 2,
  backoff = { baseMs: 100, maxMs: 3000 },
  lingerMs = 5,
  patientLingerMs = 50,
  watchMs = 1000,
  graceMs = 5000,
}: JournalOptions): Journal {
  const buffer = createBuffer(() => (delivery.isAway ? maxBytes : Math.min(maxBytes, busyBytes)))
  const closing = new AbortController()
  const delivery = createDelivery({ database, kinds, log, backoff, signal: closing.signal })
  const spooling = spools && createSpooling({ buffer, spools, log, batchRecords, batchBytes, isWanted: shouldSpool })
  const waiters = createWaiters()
  let inFlight: readonly Entry[] = []
  let working: Promise<void> | undefined
  let lingering: AbortController | undefined
  let isAwaited = false
  const catchingUp = new Set<() => void>()
  const watch = setInterval(() => working ?? work(lookAfterDatabase), watchMs).unref()

  function createEntry(records: readonly JournalRecord[], isImpatient: boolean) {
    const { promise, resolve, reject } = Promise.withResolvers<Stored>()
    const bytes = records.reduce((sum, record) => sum + record.bytes, 0)
    const entry: NewEntry = {
      records,
      bytes,
      isImpatient,
      resolve(where) {
        buffer.release(entry)
        resolve(where)
      },
      reject(error) {
        buffer.release(entry)
        reject(error)
      },
    }
    return { entry, isSettled: promise }
  }

  /** Somebody waits until these are settled. */
  function accept(records: readonly JournalRecord[]): Promise<Stored> {
    const { entry, isSettled } = createEntry(records, true)
    buffer.push(entry)
    isAwaited = true
    wake()
    return isSettled
  }

  async function acceptWhenThereIsRoom(records: readonly JournalRecord[]): Promise<void> {
    const entries = records.map((record) => {
      const { entry, isSettled } = createEntry([record], false)
      // A record that is set aside was logged where it happened: nobody else waits for it.
      isSettled.catch(() => {})
      return entry
    })
    const isAdmitted = buffer.admit(entries)
    wake()
    await isAdmitted
  }

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
    return delivery.isAway || (spools.head() !== undefined && (buffer.hasImpatient() || closing.signal.aborted))
  }

  /** What is on the disk is left to the next process. */
  function isOver(): boolean {
    return closing.signal.aborted && (delivery.isAway || spools?.head() !== undefined)
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
        return delay(backoff.maxMs, undefined, { signal: closing.signal }).catch(() => {}) // it is over
      })
      .finally(() => {
        working = undefined
        waiters.reach(oldest())
        wake()
      })
  }

  async function deliverNext(): Promise<void> {
    if (delivery.isAway) await delivery.pause()
    if (isOver()) return
    const spool = spools?.head()
    if (spool) await deliverSpooled(spool)
    else await deliverBuffered()
  }

  async function deliverSpooled(spool: Spool): Promise<void> {
    const done: number[] = []
    const entries = spool.read(batchRecords, batchBytes).map(({ seq, records }): Entry => {
      const settle = () => void done.push(seq)
      return { seq, records, bytes: 0, isImpatient: false, resolve: settle, reject: settle }
    })
    const left = await delivery.deliver(entries)
    spool.remove(done)
    spools?.tidy()
    if (left) goneAway(left.error)
  }

  async function deliverBuffered(): Promise<void> {
    if (!delivery.isAway) await linger()
    isAwaited = false
    inFlight = buffer.take(batchRecords, batchBytes)
    const left = await delivery.deliver(inFlight)
    inFlight = []
    if (!left) return
    putBack(left)
    goneAway(left.error)
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
    for (const resolve of catchingUp) resolve()
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

  function drain(): Promise<void> {
    const isReached = waiters.waitFor(buffer.last)
    isAwaited = true
    if (!working && !isOver()) work(deliverNext)
    else wake()
    return isReached
  }

  function hasRoom(): boolean {
    return buffer.bytes < maxBytes && !(delivery.isAway && spooling && !spooling.isPossible())
  }

  /** Nothing is delivered any more: what is in memory goes to the disk, or is lost. Nobody waits for it. */
  function giveUp(): void {
    if (inFlight.length > 0) return
    spooling?.spoolAll()
    const lost = buffer.take(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
    const records = lost.reduce((sum, entry) => sum + entry.records.length, 0)
    if (records > 0) log.error({ records }, 'closed while the database is away: records were lost')
    for (const entry of lost) entry.reject(databaseUnavailable())
    waiters.reach(Number.POSITIVE_INFINITY)
  }

  return {
    async append(...records) {
      if (records.length > 0) await acceptWhenThereIsRoom(records)
    },
    async write(...records) {
      if (!hasRoom() || (delivery.isAway && !spools)) throw databaseUnavailable()
      return accept(records)
    },
    findSpooled: (key) => spools?.find(key),
    drain,
    async catchUp() {
      if (delivery.isAway) return false
      const { promise, resolve } = Promise.withResolvers<false>()
      const goneAway = () => resolve(false)
      catchingUp.add(goneAway)
      const isCaughtUp = await Promise.race([drain().then(() => true), promise])
      catchingUp.delete(goneAway)
      return isCaughtUp
    },
    state: () => ({
      delivery: delivery.isAway ? 'away' : 'delivering',
      records: buffer.records + (spools?.records ?? 0),
      bytes: buffer.bytes,
      spooledBytes: spools?.bytes ?? 0,
      hasRoom: hasRoom(),
      deadLetters: delivery.deadLetters,
    }),
    stopWaiting() {
      closing.abort()
      wake()
    },
    async close() {
      clearInterval(watch)
      const graceOver = new AbortController()
      const grace = delay(graceMs, undefined, { signal: graceOver.signal }).catch(() => {})
      await Promise.race([drain(), grace])
      graceOver.abort()
      closing.abort()
      while (working) await working
      giveUp() // and whoever comes now is too late
      spools?.close()
    },
  }
}
