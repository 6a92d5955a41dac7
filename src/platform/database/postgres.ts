/** Postgres: what production uses, shared by all replicas. */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely'
import pg from 'pg'
import { isAway, isRefusal, isTimeout, mayHaveCommitted } from './postgres-errors.ts'
import type { DatabaseDialect, OpenDialect } from './types.ts'

const dialect: DatabaseDialect = {
  name: 'postgres',
  bytesType: 'bytea',
  now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  skipLocked: sql`for update skip locked`,
  async lock(trx, name, mode) {
    const take = sql.raw(mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')
    await sql`select ${take}(hashtextextended(${`magpie ${name}`}, 0))`.execute(trx)
  },
  isAway,
  isRefusal,
  mayHaveCommitted,
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
  return {
    dialect,
    label: withoutPassword(url),
    kysely: new Kysely({ dialect: new PostgresDialect({ pool: endingOnTimeout(pool) }) }),
  }
}

function endingOnTimeout(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => guard(await pool.connect()),
    end: () => pool.end(),
  }
}

function guard(client: pg.PoolClient): PostgresPoolClient {
  async function query(text: string, parameters: unknown[]) {
    try {
      return await client.query(text, parameters)
    } catch (error) {
      // The pool takes back no client that has ended.
      if (isTimeout(error)) (client as unknown as pg.Client).end().catch(() => {})
      throw error
    }
  }
  return { query: query as unknown as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) }
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
