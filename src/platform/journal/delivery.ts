/**
 * Hands entries to the database. Its states:
 *
 *     there --(a batch fails because the database is away)--> away
 *     away  --(a batch, or a mere ping, arrives)------------> there
 *
 * An entry: delivered -> in the database | refused for its own sake -> a dead letter, or its giver's, who waits for it
 *           | left, because the database is away.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/index.ts'
import type { Log } from '../log.ts'
import { moments } from '../moments.ts'
import { type Backoff, backoffMs } from './backoff.ts'
import type { Entry } from './buffer.ts'
import { deliverBatch } from './deliver-batch.ts'
import type { RecordKind, RefusedRecords } from './types.ts'

export interface DeliveryOptions {
  database: Database
  kinds: readonly RecordKind<never>[]
  deadLetters: RefusedRecords | undefined
  log: Log
  backoff: Backoff
  /** Aborted: nothing is waited for any longer. */
  signal: AbortSignal
}

/** Entries that the database did not take because it is away; of some of them nobody knows. */
export interface Left {
  entries: readonly Entry[]
  mayHaveArrived: boolean
  error: unknown
}

export interface Delivery {
  /** Each entry is settled, or left. Of no entries: asks after the database. `from`: where they were until now, if not in memory. */
  deliver(entries: readonly Entry[], from?: 'spool'): Promise<Left | undefined>
  /** While the database is away: waits until it is worth another try. */
  pause(): Promise<void>
  readonly isAway: boolean
  readonly deadLetters: number
}

/** Tries that an error of unknown meaning is worth, before the batch is searched for the record to blame; then for its parts. */
const patience = { whole: 5, part: 2 }

interface How {
  maxTries: number
  wasAcknowledged: boolean
}

export function createDelivery({ database, kinds, deadLetters, log, backoff, signal }: DeliveryOptions): Delivery {
  const { dialect } = database
  let failures = 0
  let setAsideCount = 0

  async function deliver(entries: readonly Entry[], how: How): Promise<Left | undefined> {
    const records = entries.flatMap((entry) => entry.records)
    for (let attempt = 1; ; attempt++) {
      const outcome = await deliverBatch(database, kinds, records, how)
      if (outcome.hasArrived) return arrived(entries)
      const { error, mayHaveArrived } = outcome
      if (dialect.isAway(error)) return goneAway({ entries, mayHaveArrived, error })
      if (dialect.isRefusal(error) || attempt >= how.maxTries) return isolate(entries, error, how)
      await wait(attempt)
    }
  }

  const wait = (attempt: number) => delay(backoffMs(attempt, backoff), undefined, { signal }).catch(() => {}) // it is over

  function arrived(entries: readonly Entry[]): undefined {
    if (failures > 0) log.info('the database is back')
    failures = 0
    if (entries.length > 0) moments.committed.publish(entries)
    for (const entry of entries) entry.resolve('database')
  }

  function goneAway(left: Left): Left {
    failures += 1
    if (failures === 1) log.warn({ err: left.error }, 'the database is away: records wait for its return')
    return left
  }

  /** Halves the batch until the entry that the database refuses stands alone; those around it are delivered. */
  async function isolate(entries: readonly Entry[], error: unknown, how: How): Promise<Left | undefined> {
    const [first] = entries
    if (!first || entries.length === 1) return first && refused(first, error)
    const middle = entries.length >> 1
    const part = { ...how, maxTries: patience.part }
    const left = await deliver(entries.slice(0, middle), part)
    if (left) return { ...left, entries: [...left.entries, ...entries.slice(middle)] }
    return deliver(entries.slice(middle), part)
  }

  /** Whoever waits for it has it back. */
  async function refused(entry: Entry, error: unknown): Promise<Left | undefined> {
    const kinds = entry.records.map(({ kind }) => kind)
    if (entry.isImpatient) log.warn({ err: error, kinds }, 'the database refused a record: its giver was told')
    else {
      const failure = await setAside(entry, error)
      if (failure) return goneAway({ entries: [entry], mayHaveArrived: false, error: failure })
      log.error({ err: error, kinds }, 'the database refused a record: it was set aside')
    }
    entry.reject(error)
    return undefined
  }

  /** Answers why it cannot be done now. */
  async function setAside({ records }: Entry, reason: unknown): Promise<unknown> {
    try {
      await deadLetters?.keep(records, reason)
    } catch (error) {
      if (dialect.isAway(error)) return error
      log.error({ err: error }, 'a dead letter could not be kept: it is lost')
    }
    setAsideCount += records.length
    return undefined
  }

  return {
    deliver: (entries, from) => deliver(entries, { maxTries: patience.whole, wasAcknowledged: from === 'spool' }),
    pause: () => wait(failures),
    get isAway() {
      return failures > 0
    },
    get deadLetters() {
      return setAsideCount
    },
  }
}
