/** The journal's memory: records in the order in which they were accepted, bounded by bytes. */
import type { JournalRecord } from './types.ts'

/** A record on its way, with whoever waits for its arrival. */
export interface Entry {
  readonly record: JournalRecord
  /** Called once: without an error when the record is in the database. */
  readonly settle: (error?: unknown) => void
  /** True when its giver would rather hear at once that the database is away than wait for it. */
  readonly impatient: boolean
}

export interface Buffer {
  push(entry: Entry): void
  /** The oldest entries, as many as one transaction should carry; they keep their place in the count until released. */
  take(maxRecords: number, maxBytes: number): Entry[]
  release(entry: Entry): void
  hasRoom(): boolean
  /** Resolves when there is room, in the order of asking. */
  room(): Promise<void>
  readonly waiting: number
  readonly records: number
  readonly bytes: number
}

export function createBuffer(limitBytes: number): Buffer {
  const entries: Entry[] = []
  const askers: (() => void)[] = []
  let held = 0
  let bytes = 0
  const hasRoom = () => bytes < limitBytes

  return {
    push(entry) {
      entries.push(entry)
      held += 1
      bytes += entry.record.bytes
      if (hasRoom()) askers.shift()?.()
    },
    take(maxRecords, maxBytes) {
      let weight = 0
      const end = entries.findIndex((entry, index) => {
        weight += entry.record.bytes
        return index >= maxRecords || (index > 0 && weight > maxBytes)
      })
      return entries.splice(0, end === -1 ? entries.length : end)
    },
    release(entry) {
      held -= 1
      bytes -= entry.record.bytes
      if (hasRoom()) askers.shift()?.()
    },
    hasRoom,
    async room() {
      while (!hasRoom()) await new Promise<void>((resolve) => askers.push(resolve))
    },
    get waiting() {
      return entries.length
    },
    get records() {
      return held
    },
    get bytes() {
      return bytes
    },
  }
}
