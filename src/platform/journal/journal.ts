/**
 * The journal's states:
 *
 *     delivering --(a batch fails because the database is away)--> away
 *     away       --(a batch arrives)-----------------------------> delivering
 *
 * A record: accepted -> in a batch -> delivered | dead letter (the database refuses it for its own sake).
 */
import { setTimeout as delay } from 'node:timers/promises'
import PQueue from 'p-queue'
import type { Database } from '../database/index.ts'
import { problem } from '../errors.ts'
import type { Log } from '../log.ts'
import { type Backoff, backoffMs } from './backoff.ts'
import { createBuffer, type Entry } from './buffer.ts'
import { deliverBatch } from './deliver-batch.ts'
import type { Journal, JournalRecord, JournalState, RecordKind } from './types.ts'

export interface JournalOptions {
  database: Database
  /** Every kind of record there is, in the order in which a batch stores them. */
  kinds: readonly RecordKind<never>[]
  log: Log
  /** How much memory undelivered records may hold; whoever appends more waits. */
  maxBytes?: number
  backoff?: Backoff
  /** How long a batch waits for company: one commit for many. */
  lingerMs?: number
  /** How long `close` goes on trying while the database is away. */
  graceMs?: number
}

const batchRecords = 256
const batchBytes = 4 * 1024 ** 2

export function createJournal({
  database,
  kinds,
  log,
  maxBytes = 256 * 1024 ** 2,
  backoff = { baseMs: 100, maxMs: 5000 },
  lingerMs = 5,
  graceMs = 5000,
}: JournalOptions): Journal {
  const buffer = createBuffer(maxBytes)
  const deliveries = new PQueue({ concurrency: 1 })
  const closing = new AbortController()
  let delivery: JournalState['delivery'] = 'delivering'
  let deadLetters = 0

  function accept(record: JournalRecord, impatient: boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const settle = (error?: unknown) => {
      buffer.release(entry)
      if (error === undefined) resolve()
      else reject(error)
    }
    const entry: Entry = { record, impatient, settle }
    buffer.push(entry)
    if (deliveries.size === 0)
      deliveries.add(deliverWaiting).catch((error) => log.error({ err: error }, 'delivery failed'))
    return promise
  }

  async function deliverWaiting(): Promise<void> {
    if (!closing.signal.aborted) await delay(lingerMs)
    while (buffer.waiting > 0) await deliver(buffer.take(batchRecords, batchBytes))
  }

  /** Ends when every entry has arrived, was withdrawn, or is a dead letter. */
  async function deliver(entries: Entry[]): Promise<void> {
    let rest = entries
    for (let attempt = 1; rest.length > 0; attempt++) {
      try {
        await deliverBatch(
          database,
          kinds,
          rest.map((entry) => entry.record),
        )
        arrived(rest)
        return
      } catch (error) {
        if (!database.dialect.isAway(error)) return isolate(rest, error)
        rest = withdrawImpatient(rest, error)
        if (!(await worthAnotherTry(attempt))) return giveUp(rest, error)
      }
    }
  }

  function arrived(entries: Entry[]): void {
    if (delivery === 'away') log.info({ records: buffer.records }, 'the database is back')
    delivery = 'delivering'
    for (const entry of entries) entry.settle()
  }

  function withdrawImpatient(entries: Entry[], error: unknown): Entry[] {
    if (delivery === 'delivering') log.warn({ err: error }, 'the database is away: records wait in memory')
    delivery = 'away'
    for (const entry of entries) if (entry.impatient) entry.settle(databaseUnavailable(error))
    return entries.filter((entry) => !entry.impatient)
  }

  async function worthAnotherTry(attempt: number): Promise<boolean> {
    if (closing.signal.aborted) return false
    await delay(backoffMs(attempt, backoff), undefined, { signal: closing.signal }).catch(() => {})
    return true
  }

  /** Halves the batch until the record that the database refuses stands alone; those around it are delivered. */
  async function isolate(entries: Entry[], error: unknown): Promise<void> {
    const [only] = entries
    if (only && entries.length === 1) {
      deadLetters += 1
      log.error({ err: error, kind: only.record.kind }, 'the database refused a record: it was set aside')
      only.settle(error)
      return
    }
    const middle = entries.length >> 1
    await deliver(entries.slice(0, middle))
    await deliver(entries.slice(middle))
  }

  function giveUp(entries: Entry[], error: unknown): void {
    log.error({ err: error, records: entries.length }, 'closed while the database is away: records were lost')
    for (const entry of entries) entry.settle(error)
  }

  return {
    async append(...records) {
      if (records.length === 0) return
      await buffer.room()
      // A record that is set aside was logged where it happened: nobody else waits for it.
      for (const record of records) accept(record, false).catch(() => {})
    },
    async write(...records) {
      if (delivery === 'away' || !buffer.hasRoom()) throw databaseUnavailable()
      await Promise.all(records.map((record) => accept(record, true)))
    },
    drain: () => deliveries.onIdle(),
    state: () => ({
      delivery,
      records: buffer.records,
      bytes: buffer.bytes,
      hasRoom: buffer.hasRoom(),
      deadLetters,
    }),
    async close() {
      const grace = delay(graceMs, undefined, { ref: false })
      await Promise.race([deliveries.onIdle(), grace])
      closing.abort()
      await deliveries.onIdle()
    },
  }
}

function databaseUnavailable(cause?: unknown) {
  return problem(
    'database-unavailable',
    'The database does not answer now, and nothing was accepted. Try again shortly.',
    {
      cause,
      retryAfterSeconds: 5,
    },
  )
}
