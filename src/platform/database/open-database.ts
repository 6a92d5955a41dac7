/** Opens the database that an address names. */
import SQLite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import type { Patience } from './postgres-watch.ts'
import { openSqlite } from './sqlite.ts'
import type { Database, OpenDialect } from './types.ts'

export interface DatabaseOptions {
  /** `sqlite:<path>` or `postgres://…`. */
  url: string
  /** Told of connections that break while nobody uses them. */
  onIdleError?: (error: Error) => void
  /** With a Postgres that says nothing. */
  patience?: Patience
}

/** Opens without connecting: a Postgres that is away shows at the first query, not here. Throws where SQLite cannot open its file. */
export function openDatabase({ url, onIdleError = () => {}, patience }: DatabaseOptions): Database {
  const { dialect, label, kysely, passing, withoutLimits, ping, close }: OpenDialect = url.startsWith('sqlite:')
    ? openFile(url)
    : openPostgres(url, onIdleError, patience)
  return {
    dialect,
    label,
    tables: <Tables>() => kysely as unknown as Kysely<Tables>,
    passing: <Tables>() => passing as unknown as Kysely<Tables>,
    transaction: (work) => kysely.transaction().execute(work),
    longTransaction: (work) => withoutLimits((unlimited) => unlimited.transaction().execute(work)),
    migrate: () => withoutLimits((unlimited) => migrate(unlimited, dialect)),
    ping,
    close,
  }
}

/** SQLite does not say of which file it speaks. */
function openFile(url: string): OpenDialect {
  try {
    return openSqlite(url.slice('sqlite:'.length))
  } catch (error) {
    if (error instanceof SQLite.SqliteError) error.message = `${url}: ${error.message}`
    throw error
  }
}
