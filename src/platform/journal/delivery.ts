/**
 * Delivery's states:
 *
 *     there --(a batch fails because the database is away)--> away
 *     away  --(a batch, or a mere ping, arrives)------------> there
 *
 * An entry: taken -> delivered | withdrawn (it is impatient, and the database is away) | dead letter (the database refuses it).
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/index.ts'
import type { Log } from '../log.ts'
import { type Backoff, backoffMs } from './backoff.ts'
import type { Entry } from './buffer.ts'
import { databaseUnavailable } from './database-unavailable.ts'
import { type BatchOutcome, deliverBatch } from './deliver-batch.ts'
import type { RecordKind } from './types.ts'

export interface DeliveryOptions {
  database: Database
  kinds: readonly RecordKind<never>[]
  log: Log
  backoff: Backoff
  /** Told once, when the database is found to be away. */
  onAway: (error: unknown) => void
  /** Aborted: the database is not waited for any longer. */
  signal: AbortSignal
}

export interface Delivery {
  /** Ends when every entry is settled, and the database is there or not waited for. Of no entries: asks after the database. */
  deliver(entries: Entry[]): Promise<void>
  readonly isAway: boolean
  readonly deadLetters: number
}

type Failure = Extract<BatchOutcome, { hasArrived: false }>

/** Tries that an error of unknown meaning is worth, before the batch is searched for the record to blame; then for its parts. */
const patience = { whole: 5, part: 2 }

export function createDelivery({ database, kinds, log, backoff, onAway, signal }: DeliveryOptions): Delivery {
  const { dialect } = database
  let isAway = false
  let deadLetters = 0

  async function deliver(entries: Entry[], maxUnknown: number): Promise<void> {
    let rest = entries
    for (let attempt = 1; !(isAway && signal.aborted); attempt++) {
      const outcome = await deliverBatch(
        database,
        kinds,
        rest.flatMap((entry) => entry.records),
      )
      if (outcome.hasArrived) return arrived(rest)
      if (isToBlame(outcome.error, attempt, maxUnknown)) return isolate(rest, outcome.error)
      rest = goneAway(rest, outcome)
      if (!signal.aborted) await pause(attempt)
    }
    giveUp(rest)
  }

  function isToBlame(error: unknown, attempt: number, maxUnknown: number): boolean {
    return dialect.isRefusal(error) || (!dialect.isAway(error) && attempt >= maxUnknown)
  }

  function arrived(entries: Entry[]): void {
    if (isAway) log.info('the database is back')
    isAway = false
    for (const entry of entries) entry.settle()
  }

  /** Impatient entries are withdrawn, but for those that may have arrived: of them only the next try can tell. */
  function goneAway(entries: Entry[], { error, mayHaveArrived }: Failure): Entry[] {
    if (!isAway) {
      isAway = true
      log.warn({ err: error }, 'the database is away: records wait in memory')
      onAway(error)
    }
    if (mayHaveArrived) return entries.map((entry) => ({ ...entry, isImpatient: false }))
    for (const entry of entries) if (entry.isImpatient) entry.settle(databaseUnavailable(error))
    return entries.filter((entry) => !entry.isImpatient)
  }

  async function pause(attempt: number): Promise<void> {
    await delay(backoffMs(attempt, backoff), undefined, { signal }).catch(() => {}) // the loop sees the abort
  }

  /** Halves the batch until the entry that the database refuses stands alone; those around it are delivered. */
  async function isolate(entries: Entry[], error: unknown): Promise<void> {
    if (entries.length <= 1) return setAside(entries, error)
    const middle = entries.length >> 1
    await deliver(entries.slice(0, middle), patience.part)
    await deliver(entries.slice(middle), patience.part)
  }

  function setAside(entries: Entry[], error: unknown): void {
    for (const { records, settle } of entries) {
      deadLetters += records.length
      log.error(
        { err: error, kinds: records.map(({ kind }) => kind) },
        'the database refused a record: it was set aside',
      )
      settle(error)
    }
  }

  function giveUp(entries: Entry[]): void {
    const records = entries.reduce((sum, entry) => sum + entry.records.length, 0)
    if (records > 0) log.error({ records }, 'closed while the database is away: records were lost')
    for (const entry of entries) entry.settle(databaseUnavailable())
  }

  return {
    deliver: (entries) => deliver(entries, patience.whole),
    get isAway() {
      return isAway
    },
    get deadLetters() {
      return deadLetters
    },
  }
}
