/** Carries entries from the spools to the database, a batch at a time; a disk that fails does not keep back what comes next. */
import type { Log } from '../../log.ts'
import { moments } from '../../moments.ts'
import type { Entry } from '../buffer.ts'
import type { Delivery, Left } from '../delivery.ts'
import type { Spool, SpooledEntry } from './spool.ts'
import type { Spools } from './spools.ts'

export interface UnspoolingOptions {
  spools: Spools
  delivery: Delivery
  log: Log
  /** What one transaction carries. */
  batchRecords: number
  batchBytes: number
}

/** Delivers the oldest entries of a spool, and answers what is left of them when the database is away. */
export type Unspool = (spool: Spool) => Promise<Left | undefined>

export function createUnspooling({ spools, delivery, log, batchRecords, batchBytes }: UnspoolingOptions): Unspool {
  /** Of one that is damaged, or on a disk that answers no more, nothing: it is set aside. */
  function read(spool: Spool): SpooledEntry[] {
    try {
      return spool.read(batchRecords, batchBytes)
    } catch (error) {
      spools.setAside(spool, error)
      return []
    }
  }

  /** A disk that is full may not even take that. */
  function remove(spool: Spool, through: number): void {
    try {
      spool.remove(through)
    } catch (error) {
      log.error({ err: error, spool: spool.path }, 'the spool does not let go of what was delivered')
    }
  }

  return async (spool) => {
    const done: number[] = []
    const entries = read(spool).map(({ seq, records }): Entry => {
      const settle = () => void done.push(seq)
      return { seq, records, bytes: 0, isImpatient: false, resolve: settle, reject: settle }
    })
    moments.delivering.publish(entries)
    const left = await delivery.deliver(entries, 'spool')
    // Delivered in their order: those that are done are the first of what was read.
    const last = done.at(-1)
    if (last !== undefined) {
      moments.delivered.publish(done)
      remove(spool, last)
    }
    spools.tidy()
    return left
  }
}
