/** The database as the rest of Magpie sees it: the same Kysely queries on SQLite and on Postgres. */
import type { Kysely, RawBuilder, Transaction } from 'kysely'

/**
 * `records`: shared by all who store records, so that what must not meet them holds it exclusively.
 * `claims`: one replica at a time looks for a run.
 */
export type LockName = 'records' | 'claims'

/** What must differ between the two, and nothing else. */
export interface DatabaseDialect {
  readonly name: 'sqlite' | 'postgres'
  /** The column type for raw bytes. */
  readonly bytesType: 'blob' | 'bytea'
  /** The database's own clock, in milliseconds since the epoch: leases of several replicas are judged by it. */
  readonly now: RawBuilder<number>
  /** Appended to a `select` that claims rows: rows that another replica is claiming are passed over. */
  readonly skipLocked: RawBuilder<unknown>
  /** Appended to a `select`: its rows wait for other transactions that locked them, and stay locked until this one ends. */
  readonly lockRows: RawBuilder<unknown>
  /** Appended to a `select`: its rows stay as they are until this transaction ends; others may do the same meanwhile. */
  readonly pinRows: RawBuilder<unknown>
  /** Waits for a lock that lasts until the transaction ends: `shared` among those who share it, or `exclusive` of everybody. */
  lock<Tables>(trx: Transaction<Tables>, name: LockName, mode: 'shared' | 'exclusive'): Promise<void>
  /** True when the error says that the database is away, busy or not ready: trying again later will help. */
  isAway(error: unknown): boolean
  /** True when it refuses the statement for its own sake. What is neither is worth a few tries. */
  isRefusal(error: unknown): boolean
  /** Of the error of a commit: true when nobody can know whether it happened. */
  mayHaveCommitted(error: unknown): boolean
}

/** A transaction whose tables the callee names with `withTables`. */
export type AnyTransaction = Transaction<Record<never, never>>

export interface Database {
  readonly dialect: DatabaseDialect
  /** The address without its password, for logs and people. */
  readonly label: string
  /** A query builder that knows the tables of one room. */
  tables<Tables>(): Kysely<Tables>
  /** The same for reading large values that are passed on: they do not drive out of memory what other queries live off. */
  passing<Tables>(): Kysely<Tables>
  transaction<Result>(work: (trx: AnyTransaction) => Promise<Result>): Promise<Result>
  /** One whose statements may take as long as they need: an index of millions of rows is minutes. */
  longTransaction<Result>(work: (trx: AnyTransaction) => Promise<Result>): Promise<Result>
  /** Brings the schema up to date, under a lock; answers the names of the migrations that it applied. */
  migrate(): Promise<string[]>
  /** Rejects when the database does not answer, or does not take what is written. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** How one kind of database is opened. */
export interface OpenDialect {
  dialect: DatabaseDialect
  label: string
  kysely: Kysely<Record<never, never>>
  passing: Kysely<Record<never, never>>
  /** Connections whose statements may take as long as they need. */
  withoutLimits<Result>(work: (kysely: Kysely<Record<never, never>>) => Promise<Result>): Promise<Result>
  ping(): Promise<void>
  close(): Promise<void>
}
