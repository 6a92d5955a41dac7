/**
 * The journal: records are accepted into a bounded buffer, and delivered from it in order, in batches. While the database
 * is away they go from memory to the spool, and from there to the database; what is spooled comes before what is in memory.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Backoff } from './backoff.ts'
import { createBuffer, type NewEntry } from './buffer.ts'
import { createCourier } from './courier.ts'
import { databaseUnavailable } from './database-unavailable.ts'
import { createDelivery } from './delivery.ts'
import type { Spools } from './spool/index.ts'
import type { Journal, JournalRecord, RecordKind, RefusedRecords, Stored } from './types.ts'
import { createWaiters } from './waiters.ts'

export interface JournalOptions {
  database: Database
  /** Every kind of record there is, in the order in which a batch stores them. */
  kinds: readonly RecordKind<never>[]
  log: Log
  /** Where records wait while the database is away; without, they wait in memory. */
  spools?: Spools
  /** Keeps what the database refuses for its own sake; without, the log alone tells of it. */
  deadLetters?: RefusedRecords
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

/** While the database takes what it gets, more than this would only lie about. */
const busyBytes = 32 * 1024 ** 2

export function createJournal({
  database,
  kinds,
  log,
  spools,
  deadLetters,
  maxBytes = 256 * 1024 ** 2,
  backoff = { baseMs: 100, maxMs: 1500 },
  lingerMs = 5,
  patientLingerMs = 200,
  watchMs = 1000,
  graceMs = 5000,
}: JournalOptions): Journal {
  const buffer = createBuffer(() => (delivery.isAway ? maxBytes : Math.min(maxBytes, busyBytes)))
  const closing = new AbortController()
  const delivery = createDelivery({ database, kinds, deadLetters, log, backoff, signal: closing.signal })
  const waiters = createWaiters()
  const catchingUp = new Set<() => void>()
  const courier = createCourier({
    buffer,
    delivery,
    spools,
    log,
    lingerMs,
    patientLingerMs,
    watchMs,
    onAway() {
      for (const resolve of catchingUp) resolve()
    },
    onProgress: waiters.reach,
    signal: closing.signal,
  })

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
    courier.wake(true)
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
    courier.wake(false)
    await isAdmitted
  }

  function drain(): Promise<void> {
    const isReached = waiters.waitFor(buffer.last)
    courier.go()
    return isReached
  }

  async function catchUp(): Promise<boolean> {
    if (delivery.isAway) return false
    const { promise, resolve } = Promise.withResolvers<false>()
    const goneAway = () => resolve(false)
    catchingUp.add(goneAway)
    const isCaughtUp = await Promise.race([drain().then(() => true), promise])
    catchingUp.delete(goneAway)
    return isCaughtUp
  }

  function hasRoom(): boolean {
    return buffer.bytes < maxBytes && !(delivery.isAway && spools && !courier.canSpool())
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
    catchUp,
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
      courier.wake(false)
    },
    async close() {
      const graceOver = new AbortController()
      const grace = delay(graceMs, undefined, { signal: graceOver.signal }).catch(() => {})
      // What the disk can keep need not wait for the database's return.
      await Promise.race([courier.canSpool() ? catchUp() : drain(), grace])
      graceOver.abort()
      closing.abort()
      await courier.end()
      spools?.close()
    },
  }
}
