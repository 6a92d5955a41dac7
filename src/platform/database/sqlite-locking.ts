/** Several processes may open one SQLite file: transactions and migrations take its write lock before anything else, while the file is where it was. */
import type { Database as SqliteFile } from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely'
import type { Checkpoints } from './sqlite-checkpoints.ts'
import { SqliteConnection } from './sqlite-connection.ts'
import type { LogSync } from './sqlite-log-sync.ts'

export interface Surroundings {
  /** Throws while the file is not where it belongs. */
  checkPlace: () => void
  log: LogSync
  checkpoints: Checkpoints
}

export class LockingSqliteDialect extends SqliteDialect {
  readonly #file: SqliteFile
  readonly #surroundings: Surroundings

  constructor(file: SqliteFile, surroundings: Surroundings) {
    super({ database: file })
    this.#file = file
    this.#surroundings = surroundings
  }

  override createDriver() {
    return new LockingSqliteDriver(this.#file, this.#surroundings)
  }

  override createAdapter() {
    return new LockingSqliteAdapter()
  }
}

/** A transaction that reads first and writes later fails as soon as another process wrote in between; one that holds the lock cannot. */
class LockingSqliteDriver extends SqliteDriver {
  readonly #file: SqliteFile
  readonly #surroundings: Surroundings
  readonly #connection: SqliteConnection

  constructor(file: SqliteFile, surroundings: Surroundings) {
    super({ database: file })
    this.#file = file
    this.#surroundings = surroundings
    this.#connection = new SqliteConnection(file, surroundings.log)
  }

  /** There is one, and who waits for it has it in turn. */
  override async acquireConnection() {
    await super.acquireConnection()
    return this.#connection
  }

  override async beginTransaction(connection: DatabaseConnection) {
    this.#surroundings.checkPlace()
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  override async commitTransaction(connection: DatabaseConnection) {
    await super.commitTransaction(connection)
    await this.#connection.synced()
    this.#surroundings.checkpoints.committed()
  }

  override async destroy() {
    await this.#surroundings.checkpoints.end()
    await this.#surroundings.log.close()
    await super.destroy()
  }

  /** SQLite itself takes a transaction back when the disk is full or fails; the second time would hide that error behind its own. */
  override async rollbackTransaction(connection: DatabaseConnection) {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection)
  }
}

/** Kysely takes no lock for migrations on SQLite: their transaction begins with the write lock, and asks then what is left to do. */
class LockingSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}
