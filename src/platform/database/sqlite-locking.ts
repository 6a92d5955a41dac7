/** Several processes may open one SQLite file: transactions and migrations take its write lock before anything else, while the file is where it was. */
import type { Database as SqliteFile } from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, SqliteAdapter, SqliteDialect, SqliteDriver, sql } from 'kysely'
import type { Checkpoints } from './sqlite-checkpoints.ts'

export class LockingSqliteDialect extends SqliteDialect {
  readonly #file: SqliteFile
  readonly #checkPlace: () => void
  readonly #checkpoints: Checkpoints

  /** `checkPlace` throws while the file is not where it belongs. */
  constructor(file: SqliteFile, checkPlace: () => void, checkpoints: Checkpoints) {
    super({ database: file })
    this.#file = file
    this.#checkPlace = checkPlace
    this.#checkpoints = checkpoints
  }

  override createDriver() {
    return new LockingSqliteDriver(this.#file, this.#checkPlace, this.#checkpoints)
  }

  override createAdapter() {
    return new LockingSqliteAdapter()
  }
}

/** A transaction that reads first and writes later fails as soon as another process wrote in between; one that holds the lock cannot. */
class LockingSqliteDriver extends SqliteDriver {
  readonly #file: SqliteFile
  readonly #checkPlace: () => void
  readonly #checkpoints: Checkpoints

  constructor(file: SqliteFile, checkPlace: () => void, checkpoints: Checkpoints) {
    super({ database: file })
    this.#file = file
    this.#checkPlace = checkPlace
    this.#checkpoints = checkpoints
  }

  override async beginTransaction(connection: DatabaseConnection) {
    this.#checkPlace()
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  override async commitTransaction(connection: DatabaseConnection) {
    await super.commitTransaction(connection)
    this.#checkpoints.committed()
  }

  override async destroy() {
    await this.#checkpoints.end()
    await super.destroy()
  }

  /** SQLite itself takes a transaction back when the disk is full or fails; the second time would hide that error behind its own. */
  override async rollbackTransaction(connection: DatabaseConnection) {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection)
  }
}

/** Kysely takes no migration lock on SQLite: the transaction that begins with the write lock is ours. */
class LockingSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }

  override async acquireMigrationLock(...[db, options]: Parameters<SqliteAdapter['acquireMigrationLock']>) {
    await sql`update ${sql.table(options.lockTable)} set is_locked = 1`.execute(db)
  }

  override async releaseMigrationLock(...[db, options]: Parameters<SqliteAdapter['releaseMigrationLock']>) {
    await sql`update ${sql.table(options.lockTable)} set is_locked = 0`.execute(db)
  }
}
