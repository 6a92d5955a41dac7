/** The journal's memory: entries in the order in which they were accepted, bounded by bytes. */
import type { JournalRecord } from './types.ts'

/** Records that arrive together or not at all, with whoever waits for their arrival. */
export interface Entry {
  readonly records: readonly JournalRecord[]
  readonly bytes: number
  /** True when its giver would rather hear at once that the database is away than wait for it. */
  readonly isImpatient: boolean
  /** Called once: without an error when the records are in the database. */
  readonly settle: (error?: unknown) => void
}

export interface Buffer {
  push(entry: Entry): void
  /** Resolves when there was room and they were pushed; in the order of asking, at once where nobody waits. */
  admit(entries: readonly Entry[]): Promise<void>
  /** The oldest entries, as many as one transaction should carry; they keep their place in the count until released. */
  take(maxRecords: number, maxBytes: number): Entry[]
  /** Takes out those whose givers do not want to wait; they keep their place in the count until released. */
  takeImpatient(): Entry[]
  release(entry: Entry): void
  /** The limit has changed: whoever fits now comes in. */
  admitMore(): void
  hasRoom(): boolean
  /** Entries not yet taken. */
  readonly waiting: number
  readonly records: number
  readonly bytes: number
}

/** `limitBytes` is asked each time: how much may be held depends on whether the database is there. */
export function createBuffer(limitBytes: () => number): Buffer {
  let entries: Entry[] = []
  const askers: { entries: readonly Entry[]; resolve: () => void }[] = []
  let held = 0
  let bytes = 0
  const hasRoom = () => bytes < limitBytes()

  function change(entry: Entry, sign: 1 | -1): void {
    held += sign * entry.records.length
    bytes += sign * entry.bytes
  }

  function push(entry: Entry): void {
    entries.push(entry)
    change(entry, 1)
  }

  function admitAskers(): void {
    while (hasRoom() && askers.length > 0) {
      const asker = askers.shift()
      asker?.entries.forEach(push)
      asker?.resolve()
    }
  }

  return {
    push,
    admit(asking) {
      return new Promise((resolve) => {
        askers.push({ entries: asking, resolve })
        admitAskers()
      })
    },
    take(maxRecords, maxBytes) {
      let count = 0
      let weight = 0
      const end = entries.findIndex((entry, index) => {
        count += entry.records.length
        weight += entry.bytes
        return index > 0 && (count > maxRecords || weight > maxBytes)
      })
      return entries.splice(0, end === -1 ? entries.length : end)
    },
    takeImpatient() {
      const { impatient = [], patient = [] } = Object.groupBy(entries, (entry) =>
        entry.isImpatient ? 'impatient' : 'patient',
      )
      entries = patient
      return impatient
    },
    release(entry) {
      change(entry, -1)
      admitAskers()
    },
    admitMore: admitAskers,
    hasRoom,
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
