/** Postgres: what production uses, shared by all replicas. */
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { errorCode } from './error-code.ts'
import type { DatabaseDialect, OpenDialect } from './types.ts'

/** SQLSTATE classes that blame the statement or its values: trying again would change nothing. */
const ownFault = /^(0A|21|22|23|42)/

/** Codes of those classes, or without any, are for its own sake; everything else heals with time. */
const dialect: DatabaseDialect = {
  name: 'postgres',
  bytesType: 'bytea',
  now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  skipLocked: sql`for update skip locked`,
  isAway: (error) => {
    const code = errorCode(error)
    if (code) return !ownFault.test(code) && !code.startsWith('ERR_')
    // Five of the commonest losses of a connection come without a code, as plain errors of pg.
    return error instanceof Error && /connection|connect|terminated|timeout|not queryable/i.test(error.message)
  },
}

export function openPostgres(url: string, onIdleError: (error: Error) => void): OpenDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    // Without it a half-open connection hangs for ever.
    query_timeout: 30_000,
    statement_timeout: 25_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'magpie',
    types: { getTypeParser },
  })
  // A backend that is terminated ends the whole process unless both the pool and every client have a listener.
  pool.on('error', onIdleError)
  pool.on('connect', (client) => client.on('error', onIdleError))
  return { dialect, label: withoutPassword(url), kysely: new Kysely({ dialect: new PostgresDialect({ pool }) }) }
}

/** Counts and milliseconds are bigint there and safe integers here. */
const getTypeParser: typeof pg.types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
  id === pg.types.builtins.INT8 || id === pg.types.builtins.NUMERIC
    ? Number
    : pg.types.getTypeParser(id, format as 'text')

function withoutPassword(url: string): string {
  const parsed = new URL(url)
  parsed.password = ''
  return parsed.href
}
