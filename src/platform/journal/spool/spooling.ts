/** Moves what waits in memory to the disk, in its order, a batch a turn of the event loop: one fsync for many. */
import type { Log } from '../../log.ts'
import { moments } from '../../moments.ts'
import type { Buffer, Entry } from '../buffer.ts'
import { databaseUnavailable } from '../database-unavailable.ts'
import type { Spools } from './spools.ts'

export interface SpoolingOptions {
  buffer: Buffer
  spools: Spools
  log: Log
  batchRecords: number
  batchBytes: number
  /** Asked each turn: whether what is in memory belongs on the disk now. */
  isWanted: () => boolean
  /** How long a disk that failed is left alone by those who can wait. */
  restMs?: number
}

export interface Spooling {
  wake(): void
  /** False while the disk is full or fails. */
  isPossible(): boolean
  /** Everything that is in memory, now; what the disk does not take stays there. */
  spoolAll(): void
}

export function createSpooling(options: SpoolingOptions): Spooling {
  const { buffer, spools, log, batchRecords, batchBytes, isWanted, restMs = 1000 } = options
  let isScheduled = false
  let failedAt: number | undefined
  const isResting = () => failedAt !== undefined && performance.now() - failedAt < restMs

  function wake(): void {
    if (isScheduled || (isResting() && !buffer.hasImpatient())) return
    isScheduled = true
    setImmediate(() => {
      isScheduled = false
      if (isWanted() && spoolBatch() && isWanted()) wake()
    })
  }

  /** Answers whether the disk took it. */
  function spoolBatch(): boolean {
    const batch = buffer.take(batchRecords, batchBytes)
    try {
      spools.append(batch)
    } catch (error) {
      fail(batch, error)
      return false
    }
    failedAt = undefined
    moments.spooled.publish(batch)
    for (const entry of batch) entry.resolve('spool')
    return true
  }

  /** Those who can wait do so in memory. */
  function fail(batch: readonly Entry[], error: unknown): void {
    if (failedAt === undefined) log.error({ err: error }, 'the spool does not take records: they wait in memory')
    failedAt = performance.now()
    buffer.putBack(batch)
    for (const entry of buffer.takeImpatient()) entry.reject(databaseUnavailable(error))
  }

  return {
    wake,
    isPossible: () => !isResting() && spools.hasRoom(),
    spoolAll() {
      while (buffer.waiting > 0 && spoolBatch());
    },
  }
}
