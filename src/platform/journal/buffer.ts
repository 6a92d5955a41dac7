/** The journal's memory: entries in the order in which they were accepted, bounded by bytes. */
import type { JournalRecord, Stored } from './types.ts'

/** Records that arrive together or not at all, with whoever waits for their arrival. */
export interface Entry {
  /** Its place in the order in which all were accepted. */
  readonly seq: number
  readonly records: readonly JournalRecord[]
  readonly bytes: number
  /** True when its giver waits, and would rather hear at once that it cannot be kept than wait for the database. */
  readonly isImpatient: boolean
  /** Called once, or `reject` is: the records are on durable storage. */
  readonly resolve: (where: Stored) => void
  readonly reject: (error: unknown) => void
}

/** An entry before it has its place. */
export type NewEntry = Omit<Entry, 'seq'>

export interface Buffer {
  push(entry: NewEntry): void
  /** Resolves when there was room and they were pushed; in the order of asking, at once where nobody waits. */
  admit(entries: readonly NewEntry[]): Promise<void>
  /** The oldest entries, as many as one transaction should carry; they keep their place in the count until released. */
  take(maxRecords: number, maxBytes: number): Entry[]
  /** Those that were taken come first again. */
  putBack(entries: readonly Entry[]): void
  /** Takes out those whose givers do not want to wait; they keep their place in the count until released. */
  takeImpatient(): Entry[]
  release(entry: NewEntry): void
  /** The limit has changed: whoever fits now comes in. */
  admitMore(): void
  hasRoom(): boolean
  hasImpatient(): boolean
  /** Entries not yet taken. */
  readonly waiting: number
  /** The place of the oldest of them, and the latest that was ever given. */
  readonly first: number | undefined
  readonly last: number
  readonly records: number
  readonly bytes: number
}

/** `limitBytes` is asked each time: how much may be held depends on whether the database is there. */
export function createBuffer(limitBytes: () => number): Buffer {
  let entries: Entry[] = []
  const askers: { entries: readonly NewEntry[]; resolve: () => void }[] = []
  let last = 0
  let held = 0
  let bytes = 0
  const hasRoom = () => bytes < limitBytes()

  function change(entry: NewEntry, sign: 1 | -1): void {
    held += sign * entry.records.length
    bytes += sign * entry.bytes
  }

  function push(entry: NewEntry): void {
    last += 1
    entries.push({ ...entry, seq: last })
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
    putBack(taken) {
      entries = [...taken, ...entries]
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
    hasImpatient: () => entries.some(({ isImpatient }) => isImpatient),
    get first() {
      return entries[0]?.seq
    },
    get last() {
      return last
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
