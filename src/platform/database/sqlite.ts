/** SQLite: the embedded default, one file, and one connection for all but what is passed on. */
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { createFolder } from './create-folder.ts'
import { createCheckpoints, pagesWaiting } from './sqlite-checkpoints.ts'
import { isAway, mayHaveCommitted } from './sqlite-errors.ts'
import { LockingSqliteDialect } from './sqlite-locking.ts'
import { createLogSync, noLog } from './sqlite-log-sync.ts'
import { openPassing } from './sqlite-passing.ts'
import { keepPlace } from './sqlite-place.ts'
import { cacheSize, usual } from './sqlite-pragmas.ts'
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
  mayHaveCommitted,
}

export function openSqlite(path: string): OpenDialect {
  if (path !== ':memory:') createFolder(dirname(path))
  const file = new SQLite(path, { timeout: 5000 })
  const hasLog = file.pragma('journal_mode = WAL', { simple: true }) === 'wal'
  // A commit that was acknowledged survives a power cut, not only a crash of the process: by SQLite itself, or by `log`.
  file.pragma(`synchronous = ${hasLog ? usual.synchronous : 'full'}`)
  file.pragma('foreign_keys = ON')
  file.pragma(`cache_size = ${cacheSize(bytesOf(path))}`)
  file.pragma(`wal_autocheckpoint = ${usual.wal_autocheckpoint}`)
  file.pragma(`busy_timeout = ${busyMs}`)
  keepStatements(file)
  const surroundings = {
    checkPlace: keepPlace(path),
    log: hasLog ? createLogSync(file) : noLog,
    checkpoints: createCheckpoints(path, { waiting: () => pagesWaiting(file) }),
  }
  const kysely = new Kysely<Record<never, never>>({ dialect: new LockingSqliteDialect(file, surroundings) })
  // Without a log whoever reads would stand in the way of who writes.
  const reader = hasLog ? openPassing(path, { busyMs }) : undefined
  return {
    dialect,
    label: `sqlite:${path}`,
    kysely,
    passing: reader ? new Kysely({ dialect: new SqliteDialect({ database: reader }) }) : kysely,
    withoutLimits: (work) => work(kysely),
    // Reading goes on where writing cannot.
    ping: () => kysely.transaction().execute(async () => {}),
    async close() {
      // The last one to go takes the log with it, and this one cannot.
      reader?.close()
      await kysely.destroy()
    },
  }
}

/** Of a file as it is now; none where it is in memory. */
function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
