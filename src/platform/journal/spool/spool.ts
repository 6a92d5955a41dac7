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
  /** The oldest entries, as many as one transaction should carry, and one at least where there are any. */
  read(maxRecords: number, maxBytes: number): SpooledEntry[]
  remove(seqs: readonly number[]): void
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
  const selectOldest = file.prepare<[], Row>('select seq, entry, records from entries order by seq')
  const selectFirst = file.prepare<[], { seq: number | null }>('select min(seq) as seq from entries')
  const selectKeyed = file.prepare<[string], { entry: Buffer; at: number }>(
    'select entry, at from keys join entries using (seq) where key = ? order by seq limit 1',
  )
  const deleteKeys = file.prepare('delete from keys where seq = ?')
  const deleteEntry = file.prepare<[number], Size>(
    'delete from entries where seq = ? returning -records as records, -length(entry) as bytes',
  )
  let size = file
    .prepare('select coalesce(sum(records), 0) as records, coalesce(sum(length(entry)), 0) as bytes from entries')
    .get() as Size
  let first = oldest()

  function oldest(): number | undefined {
    return selectFirst.get()?.seq ?? undefined
  }

  function store({ seq, records }: SpooledEntry): Size {
    const entry = serialize(records)
    insert.run(seq, entry, records.length)
    records.forEach(({ keys = [] }, at) => {
      for (const key of keys) insertKey.run(key, seq, at)
    })
    return { records: records.length, bytes: entry.length }
  }

  function forget(seq: number): Size {
    deleteKeys.run(seq)
    return deleteEntry.get(seq) ?? { records: 0, bytes: 0 }
  }

  /** All or nothing, in one commit; what each part adds to the size is told when that is done. */
  function change<Part>(parts: readonly Part[], work: (part: Part) => Size): void {
    const sizes = file.transaction(() => parts.map(work)).immediate()
    size = [size, ...sizes].reduce((sum, { records, bytes }) => ({
      records: sum.records + records,
      bytes: sum.bytes + bytes,
    }))
    first = oldest()
  }

  return {
    path,
    append: (entries) => change(entries, store),
    read(maxRecords, maxBytes) {
      const taken: SpooledEntry[] = []
      let records = 0
      let bytes = 0
      for (const row of selectOldest.iterate()) {
        records += row.records
        bytes += row.entry.length
        if (taken.length > 0 && (records > maxRecords || bytes > maxBytes)) break
        taken.push({ seq: row.seq, records: deserialize(row.entry) })
      }
      return taken
    },
    remove: (seqs) => change(seqs, forget),
    find(key) {
      const row = selectKeyed.get(key)
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
      if (first === undefined) removeFile(path)
      file.close()
    },
  }
}

/** While it is still locked, so that nobody takes it over meanwhile. Where open files cannot be removed, the next process does it. */
function removeFile(path: string): void {
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
