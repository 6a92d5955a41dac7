/**
 * The journal: the one write path of the pipeline.
 * Everything that it learns is a record; records are delivered to the database in order, in batches, at least once.
 */
import type { AnyTransaction, DatabaseDialect } from '../database/index.ts'

/** One fact to store. Plain data and bytes only (what the structured clone carries), so that it can be kept on disk. */
export interface JournalRecord {
  readonly kind: string
  readonly data: unknown
  /** About how much memory it holds. */
  readonly bytes: number
  /** Names by which it can be found while it waits on this machine's disk. */
  readonly keys?: readonly string[]
}

/** In which a batch is stored. */
export interface Circumstances {
  dialect: DatabaseDialect
  /** Its givers have been told that it is safe: on the disk, while the database was away. */
  wasAcknowledged: boolean
  /**
   * Has work done after all kinds of the batch, once, with everything that they had to say to it. For rows that many
   * batches change: they are locked briefly, and all in one order, so that no two batches wait for each other.
   */
  atEnd<Note>(work: EndWork<Note>, note: Note): void
}

export type EndWork<Note> = (trx: AnyTransaction, notes: Note[], dialect: DatabaseDialect) => Promise<void>

/** How records of one kind reach the database. */
export interface RecordKind<Data> {
  readonly name: string
  /** Makes a record of this kind. */
  record(data: Data): JournalRecord
  /** Stores facts in their order; storing one twice must change nothing. */
  apply(trx: AnyTransaction, data: Data[], circumstances: Circumstances): Promise<void>
}

/** Where what was written is safe: in the database, or on this machine's disk until the database has it. */
export type Stored = 'database' | 'spool'

/** Where records go that the database refuses for their own sake; given together, they are kept together. */
export interface RefusedRecords {
  keep(records: readonly JournalRecord[], error: unknown): Promise<void>
}

export interface JournalState {
  /** `delivering` while the database answers, `away` while records wait for its return. */
  delivery: 'delivering' | 'away'
  /** Records accepted and not yet in the database. */
  records: number
  /** What they hold of memory, and of the disk. */
  bytes: number
  spooledBytes: number
  /** False when no more can be kept: whoever appends now has to wait, whoever writes is refused. */
  hasRoom: boolean
  /** Records set aside since the start, because the database refused them for their own sake. */
  deadLetters: number
}

export interface Journal {
  /** Accepts records in their order; waits while there is no room. They are delivered later, whatever happens to the database. */
  append(...records: JournalRecord[]): Promise<void>
  /**
   * Accepts records, all or none, and resolves when they are on durable storage; answers on which.
   * Rejects with the problem `database-unavailable` when that cannot be had now, and with what the database says when it
   * refuses them; then nothing was accepted.
   * Where the database was lost while it committed, and there is no spool, nobody knows yet: it waits until the next try tells.
   */
  write(...records: JournalRecord[]): Promise<Stored>
  /** The oldest record of that name which waits on the disk; undefined where it is in the database, or was never here. */
  findSpooled(key: string): JournalRecord | undefined
  /** Resolves when everything accepted so far is in the database. */
  drain(): Promise<void>
  /** The same, but waits no longer once the database is found to be away; answers whether it is all there. */
  catchUp(): Promise<boolean>
  state(): JournalState
  /**
   * From now on the database is not waited for: what it does not take stays on the disk, and where that fails too it is lost,
   * and the log says how much. Whoever waits for room goes on.
   */
  stopWaiting(): void
  /** Delivers what it can, for `graceMs` at most; the rest stays on the disk. */
  close(): Promise<void>
}
