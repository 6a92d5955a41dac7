/** SQLite: the embedded default, one file, one connection. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteDialect, sql } from 'kysely'
import { errorCode } from './error-code.ts'
import type { DatabaseDialect, OpenDialect } from './types.ts'

const away = ['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_READONLY']

const dialect: DatabaseDialect = {
  name: 'sqlite',
  bytesType: 'blob',
  now: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  skipLocked: sql``,
  isAway: (error) => away.some((code) => errorCode(error)?.startsWith(code)),
}

export function openSqlite(path: string): OpenDialect {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const file = new SQLite(path, { timeout: 5000 })
  file.pragma('journal_mode = WAL')
  // FULL: a commit that was acknowledged survives a power cut, not only a crash of the process.
  file.pragma('synchronous = FULL')
  file.pragma('foreign_keys = ON')
  file.pragma('cache_size = -32000')
  return {
    dialect,
    label: `sqlite:${path}`,
    kysely: new Kysely({ dialect: new LockingSqliteDialect({ database: file }) }),
  }
}

/** Kysely takes no migration lock on SQLite; several processes may open one file, so ours does. */
class LockingSqliteDialect extends SqliteDialect {
  override createAdapter() {
    return new LockingSqliteAdapter()
  }
}

class LockingSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }

  /** The first statement of the migration's transaction is a write: it waits for, then holds, SQLite's only write lock. */
  override async acquireMigrationLock(...[db, options]: Parameters<SqliteAdapter['acquireMigrationLock']>) {
    await sql`update ${sql.table(options.lockTable)} set is_locked = 1`.execute(db)
  }

  override async releaseMigrationLock(...[db, options]: Parameters<SqliteAdapter['releaseMigrationLock']>) {
    await sql`update ${sql.table(options.lockTable)} set is_locked = 0`.execute(db)
  }
}
