/** The journal: records are accepted into a bounded buffer, and delivered from it in order, in batches. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Backoff } from './backoff.ts'
import { createBuffer, type Entry } from './buffer.ts'
import { databaseUnavailable } from './database-unavailable.ts'
import { createDelivery } from './delivery.ts'
import type { Journal, JournalRecord, RecordKind } from './types.ts'

export interface JournalOptions {
  database: Database
  /** Every kind of record there is, in the order in which a batch stores them. */
  kinds: readonly RecordKind<never>[]
  log: Log
  /** How much memory undelivered records may hold; whoever appends more waits. */
  maxBytes?: number
  backoff?: Backoff
  /** How long a batch waits for company, one commit for many, when somebody waits for it. */
  lingerMs?: number
  /** The same when nobody does; a batch that is full goes at once. */
  patientLingerMs?: number
  /** How often an idle journal looks whether the database is there. */
  watchMs?: number
  /** How long `close` goes on trying while the database is away. */
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
  maxBytes = 256 * 1024 ** 2,
  backoff = { baseMs: 100, maxMs: 5000 },
  lingerMs = 5,
  patientLingerMs = 50,
  watchMs = 1000,
  graceMs = 5000,
}: JournalOptions): Journal {
  const buffer = createBuffer(() => (delivery.isAway ? maxBytes : Math.min(maxBytes, busyBytes)))
  const closing = new AbortController()
  const delivery = createDelivery({ database, kinds, log, backoff, onAway: goneAway, signal: closing.signal })
  let working: Promise<void> | undefined
  let lingering: AbortController | undefined
  let isAwaited = false
  const catchingUp = new Set<() => void>()
  const watch = setInterval(() => working ?? work(lookAfterDatabase), watchMs).unref()

  function createEntry(records: readonly JournalRecord[], isImpatient: boolean) {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const bytes = records.reduce((sum, record) => sum + record.bytes, 0)
    const settle = (error?: unknown) => {
      buffer.release(entry)
      if (error === undefined) resolve()
      else reject(error)
    }
    const entry: Entry = { records, bytes, isImpatient, settle }
    return { entry, isSettled: promise }
  }

  /** Somebody waits until these are settled. */
  function accept(records: readonly JournalRecord[], isImpatient: boolean): Promise<void> {
    const { entry, isSettled } = createEntry(records, isImpatient)
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
    if (!working && buffer.waiting > 0) work(deliverNext)
    if (isAwaited || isFull()) lingering?.abort()
  }

  /** There is as much as one batch carries. */
  function isFull(): boolean {
    return buffer.waiting >= batchRecords || buffer.bytes >= batchBytes
  }

  function goneAway(error: unknown): void {
    buffer.admitMore()
    for (const resolve of catchingUp) resolve()
    for (const entry of buffer.takeImpatient()) entry.settle(databaseUnavailable(error))
  }

  /** One at a time, so that the order is kept. */
  function work(task: () => Promise<void>): void {
    working = task()
      .catch((error) => log.error({ err: error }, 'delivery failed'))
      .finally(() => {
        working = undefined
        wake()
      })
  }

  async function deliverNext(): Promise<void> {
    if (!isAwaited && !isFull()) await lingerPatiently()
    if (!isFull()) await delay(lingerMs)
    isAwaited = false
    await delivery.deliver(buffer.take(batchRecords, batchBytes))
  }

  async function lingerPatiently(): Promise<void> {
    lingering = new AbortController()
    await delay(patientLingerMs, undefined, { signal: lingering.signal }).catch(() => {}) // the batch is wanted, or full
    lingering = undefined
  }

  const lookAfterDatabase = () => delivery.deliver([])

  /** Nothing to store, but a place in the order: when it is settled, so is everything before it. */
  const drain = () => accept([], false).catch(() => {})

  return {
    async append(...records) {
      if (records.length > 0) await acceptWhenThereIsRoom(records)
    },
    async write(...records) {
      if (delivery.isAway || buffer.bytes >= maxBytes) throw databaseUnavailable()
      await accept(records, true)
    },
    drain,
    async catchUp() {
      if (delivery.isAway) return false
      const { promise, resolve } = Promise.withResolvers<false>()
      const goneAway = () => resolve(false)
      catchingUp.add(goneAway)
      const isCaughtUp = await Promise.race([
        accept([], false).then(
          () => true,
          () => false,
        ),
        promise,
      ])
      catchingUp.delete(goneAway)
      return isCaughtUp
    },
    state: () => ({
      delivery: delivery.isAway ? 'away' : 'delivering',
      records: buffer.records,
      bytes: buffer.bytes,
      hasRoom: buffer.bytes < maxBytes,
      deadLetters: delivery.deadLetters,
    }),
    stopWaiting() {
      closing.abort()
    },
    async close() {
      clearInterval(watch)
      const graceOver = new AbortController()
      const grace = delay(graceMs, undefined, { signal: graceOver.signal }).catch(() => {})
      await Promise.race([drain(), grace])
      graceOver.abort()
      closing.abort()
      await drain()
      await working
    },
  }
}
