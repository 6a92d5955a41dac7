/** The connection of a SQLite file, as Kysely asks it: considerate of the event loop, and sure of the disk. */
import { setImmediate } from 'node:timers/promises'
import type { Database as SqliteFile, Statement } from 'better-sqlite3'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { LogSync } from './sqlite-log-sync.ts'

/** SQLite answers without ever leaving the turn of the event loop: a transaction that took so long lets others have theirs. */
const longestTurnMs = 4

export class SqliteConnection implements DatabaseConnection {
  readonly #file: SqliteFile
  readonly #log: LogSync
  #turnBegan = 0
  #hasWritten = false

  constructor(file: SqliteFile, log: LogSync) {
    this.#file = file
    this.#log = log
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const wasInside = this.#file.inTransaction
    if (!wasInside) this.#begin()
    const statement = this.#file.prepare(sql)
    const result = execute<Row>(statement, parameters)
    const isInside = this.#file.inTransaction
    // What begins a transaction counts as writing, and writes nothing.
    if (!statement.readonly && wasInside === isInside) this.#hasWritten = true
    if (isInside) await this.#takeTurns()
    else if (!wasInside) await this.synced()
    return result
  }

  /** What was written by the last statement, or in the last transaction, is on the disk then. */
  async synced(): Promise<void> {
    if (this.#hasWritten) await this.#log.sync()
  }

  /** All rows at once: a statement that is run half would stand in the way of all others. */
  async *streamQuery<Row>(query: CompiledQuery): AsyncGenerator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query)
  }

  #begin(): void {
    this.#turnBegan = performance.now()
    this.#hasWritten = false
  }

  async #takeTurns(): Promise<void> {
    if (performance.now() - this.#turnBegan < longestTurnMs) return
    await setImmediate()
    this.#turnBegan = performance.now()
  }
}

function execute<Row>(statement: Statement, parameters: readonly unknown[]): QueryResult<Row> {
  if (statement.reader) return { rows: statement.all(parameters) as Row[] }
  const { changes, lastInsertRowid } = statement.run(parameters)
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}
