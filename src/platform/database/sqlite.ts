/** SQLite: the embedded default, one file, one connection. */
import { dirname } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { createFolder } from './create-folder.ts'
import { createCheckpoints, mostPages } from './sqlite-checkpoints.ts'
import { isAway } from './sqlite-errors.ts'
import { LockingSqliteDialect } from './sqlite-locking.ts'
import { keepPlace } from './sqlite-place.ts'
import { keepStatements } from './sqlite-statements.ts'
import type { DatabaseDialect, OpenDialect } from './types.ts'

/**
 * Waiting for another process's lock stops this whole process: so it is short, and whoever finds the file busy tries again later.
 */
const busyMs = 50

const dialect: DatabaseDialect = {
  name: 'sqlite',
  bytesType: 'blob',
  now: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  // A transaction holds the only write lock from its beginning.
  skipLocked: sql``,
  lockRows: sql``,
  pinRows: sql``,
  lock: async () => {},
  isAway,
  isRefusal: (error) => !isAway(error),
  mayHaveCommitted: () => false,
}

export function openSqlite(path: string): OpenDialect {
  if (path !== ':memory:') createFolder(dirname(path))
  const file = new SQLite(path, { timeout: 5000 })
  file.pragma('journal_mode = WAL')
  // FULL: a commit that was acknowledged survives a power cut, not only a crash of the process.
  file.pragma('synchronous = FULL')
  file.pragma('foreign_keys = ON')
  file.pragma('cache_size = -32000')
  file.pragma(`wal_autocheckpoint = ${mostPages}`)
  file.pragma(`busy_timeout = ${busyMs}`)
  keepStatements(file)
  const kysely = new Kysely<Record<never, never>>({
    dialect: new LockingSqliteDialect(file, keepPlace(path), createCheckpoints(path)),
  })
  return {
    dialect,
    label: `sqlite:${path}`,
    kysely,
    withoutLimits: (work) => work(kysely),
    // Reading goes on where writing cannot.
    ping: () => kysely.transaction().execute(async () => {}),
  }
}
