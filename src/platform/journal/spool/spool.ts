/**
 * One spool: entries on this machine's disk, in their order, in a SQLite file that one process at a time has to itself.
 * A record is kept as the structured clone has it (`v8.serialize`), so that any plain data and bytes come back as they were.
 */
import { existsSync, rmSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import SQLite from 'better-sqlite3'
import type { JournalRecord } from '../types.ts'

export interface SpooledEntry {
  readonly seq: number
  readonly records: readonly JournalRecord[]
}

export interface Spool {
  readonly path: string
  /** All of them are on the disk when it returns (fsync), or none: then it throws. Numbers rise from one to the next. */
  append(entries: readonly SpooledEntry[]): void
  /**
   * The oldest entries, as many as one transaction should carry, and one at least where there are any. Up to one that cannot be
   * read; throws where that is the oldest.
   */
  read(maxRecords: number, maxBytes: number): SpooledEntry[]
  /**
   * All entries up to this number, for they were delivered: they are read no more. Throws where the disk does not let go of
   * them: whoever opens the file next finds them again, and delivers them once more.
   */
  remove(through: number): void
  /** The oldest record that goes by this name. */
  find(key: string): JournalRecord | undefined
  /** Number of the oldest entry. */
  readonly first: number | undefined
  readonly records: number
  readonly bytes: number
  /** Lets go of the file, and leaves none where nothing waits in it. */
  close(): void
}

/** The file belongs to another process, or was taken away by one that found it empty. */
export class SpoolTaken extends Error {
  override readonly name = 'SpoolTaken'
}

const schema = `
  create table if not exists entries (seq integer primary key, entry blob not null, records integer not null);
  create table if not exists keys (key text not null, seq integer not null, at integer not null, primary key (key, seq)) without rowid;
  create index if not exists keys_by_seq on keys (seq);
`

/** Throws `SpoolTaken` where another process has it, and what SQLite says where the disk is in the way. */
export function openSpool(path: string): Spool {
  const file = openExclusively(path)
  const insert = file.prepare('insert into entries (seq, entry, records) values (?, ?, ?)')
  const insertKey = file.prepare('insert or replace into keys (key, seq, at) values (?, ?, ?)')
  const selectOldest = file.prepare<[number], Row>('select seq, entry, records from entries where seq > ? order by seq')
  const selectFirst = file.prepare<[number], { seq: number | null }>(
    'select min(seq) as seq from entries where seq > ?',
  )
  const selectKeyed = file.prepare<[string, number], { entry: Buffer; at: number }>(
    'select entry, at from keys join entries using (seq) where key = ? and seq > ? order by seq limit 1',
  )
  const selectSize = file.prepare<[number, number], Size>(
    'select coalesce(sum(records), 0) as records, coalesce(sum(length(entry)), 0) as bytes from entries where seq > ? and seq <= ?',
  )
  const deleteKeys = file.prepare('delete from keys where seq <= ?')
  const deleteEntries = file.prepare('delete from entries where seq <= ?')
  const removeThrough = file.transaction((seq: number) => {
    deleteKeys.run(seq)
    deleteEntries.run(seq)
  })
  /** What is up to here was removed, whether the disk let go of it or not. */
  let removed = -1
  let size = sizeThrough(Number.MAX_SAFE_INTEGER)
  let first = oldest()

  function oldest(): number | undefined {
    return selectFirst.get(removed)?.seq ?? undefined
  }

  function sizeThrough(seq: number): Size {
    return selectSize.get(removed, seq) ?? { records: 0, bytes: 0 }
  }

  function store({ seq, records }: SpooledEntry): Size {
    const entry = serialize(records)
    insert.run(seq, entry, records.length)
    records.forEach(({ keys = [] }, at) => {
      for (const key of keys) insertKey.run(key, seq, at)
    })
    return { records: records.length, bytes: entry.length }
  }

  /** All or nothing, in one commit; what they add to the size is told when that is done. */
  function append(entries: readonly SpooledEntry[]): void {
    const sizes = file.transaction(() => entries.map(store)).immediate()
    for (const { records, bytes } of sizes) size = { records: size.records + records, bytes: size.bytes + bytes }
    first = oldest()
  }

  function remove(through: number): void {
    const { records, bytes } = sizeThrough(through)
    size = { records: size.records - records, bytes: size.bytes - bytes }
    removed = through
    first = oldest()
    removeThrough.immediate(through)
  }

  return {
    path,
    append,
    read(maxRecords, maxBytes) {
      const taken: SpooledEntry[] = []
      let records = 0
      let bytes = 0
      try {
        for (const row of selectOldest.iterate(removed)) {
          records += row.records
          bytes += row.entry.length
          if (taken.length > 0 && (records > maxRecords || bytes > maxBytes)) break
          taken.push({ seq: row.seq, records: deserialize(row.entry) })
        }
      } catch (error) {
        if (taken.length === 0) throw error
      }
      return taken
    },
    remove,
    find(key) {
      const row = selectKeyed.get(key, removed)
      return row && (deserialize(row.entry) as JournalRecord[])[row.at]
    },
    get first() {
      return first
    },
    get records() {
      return size.records
    },
    get bytes() {
      return size.bytes
    },
    close() {
      if (first === undefined) removeSpool(path)
      file.close()
    },
  }
}

/** While it is still locked, so that nobody takes it over meanwhile. Where open files cannot be removed, the next process does it. */
export function removeSpool(path: string): void {
  try {
    for (const end of ['', '-wal']) rmSync(path + end, { force: true })
  } catch {}
}

interface Row {
  seq: number
  entry: Buffer
  records: number
}

interface Size {
  records: number
  bytes: number
}

/** The lock ends with the process, however that ends. */
function openExclusively(path: string): SQLite.Database {
  const file = new SQLite(path, { timeout: 0 })
  try {
    file.pragma('locking_mode = EXCLUSIVE')
    file.pragma('journal_mode = WAL')
    // A commit that was acknowledged survives a power cut.
    file.pragma('synchronous = FULL')
    file.exec(schema)
    // Whoever looked at it before it was locked has found it empty, and may have removed it.
    if (!existsSync(path)) throw new SpoolTaken(path)
    return file
  } catch (error) {
    file.close()
    const isBusy = error instanceof SQLite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)
    throw isBusy ? new SpoolTaken(path, { cause: error }) : error
  }
}
