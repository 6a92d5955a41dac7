/** Opens the database that an address names. */
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

/** Opens without connecting: a Postgres that is away shows at the first query, not here. */
export function openDatabase({ url, onIdleError = () => {}, patience }: DatabaseOptions): Database {
  const { dialect, label, kysely, passing, withoutLimits, ping, close }: OpenDialect = url.startsWith('sqlite:')
    ? openSqlite(url.slice('sqlite:'.length))
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
