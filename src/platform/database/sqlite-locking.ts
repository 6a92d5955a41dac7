/** Several processes may open one SQLite file: transactions and migrations take its write lock before anything else. */
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  sql,
} from 'kysely'

export class LockingSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig

  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver() {
    return new LockingSqliteDriver(this.#config)
  }

  override createAdapter() {
    return new LockingSqliteAdapter()
  }
}

/** A transaction that reads first and writes later fails as soon as another process wrote in between; one that holds the lock cannot. */
class LockingSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
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
