/** Postgres: what production uses, shared by all replicas. */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely'
import pg from 'pg'
import { asUnconnected, isAway, isRefusal, isTimeout, mayHaveCommitted } from './postgres-errors.ts'
import { createPostgresWatch, type Patience, type PostgresWatch } from './postgres-watch.ts'
import type { DatabaseDialect, OpenDialect } from './types.ts'

const dialect: DatabaseDialect = {
  name: 'postgres',
  bytesType: 'bytea',
  now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  skipLocked: sql`for update skip locked`,
  // Others may still come to refer to them.
  lockRows: sql`for no key update`,
  pinRows: sql`for key share`,
  async lock(trx, name, mode) {
    const take = sql.raw(mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')
    await sql`select ${take}(hashtextextended(${`magpie ${name}`}, 0))`.execute(trx)
  },
  isAway,
  isRefusal,
  mayHaveCommitted,
}

/** The last resort, where a pooler hides from the watch what becomes of a statement. */
const limits = { query_timeout: 30_000, statement_timeout: 25_000, idle_in_transaction_session_timeout: 30_000 }

export function openPostgres(url: string, onIdleError: (error: Error) => void, patience: Patience = {}): OpenDialect {
  const kysely = connect({ max: 10, ...limits })
  return {
    ...{ dialect, label: withoutPassword(url), kysely, passing: kysely, withoutLimits },
    ping: () => ping(kysely),
    close: () => kysely.destroy(),
  }

  function connect(own: pg.PoolConfig): Kysely<Record<never, never>> {
    const pool = new pg.Pool({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: patience.connectMs ?? 3000,
      application_name: 'magpie',
      types: { getTypeParser },
      ...own,
    })
    // A backend that is terminated ends the whole process unless both the pool and every client have a listener.
    pool.on('error', onIdleError)
    pool.on('connect', (client) => client.on('error', onIdleError))
    return new Kysely({ dialect: new PostgresDialect({ pool: watched(pool, createPostgresWatch(url, patience)) }) })
  }

  async function withoutLimits<Result>(work: (kysely: Kysely<Record<never, never>>) => Promise<Result>) {
    const unlimited = connect({ max: 2 })
    try {
      return await work(unlimited)
    } finally {
      await unlimited.destroy()
    }
  }
}

/** After a failover the server behind the address may be one that only reads. */
async function ping(kysely: Kysely<Record<never, never>>): Promise<void> {
  const { rows } = await sql<{ reads: string }>`select current_setting('transaction_read_only') as reads`.execute(
    kysely,
  )
  if (rows[0]?.reads === 'on') throw Object.assign(new Error('The database only reads.'), { code: '25006' })
}

/** The pool, without the connections that turn out to be dead. */
function watched(pool: pg.Pool, watch: PostgresWatch): PostgresPool {
  pool.on('connect', (client) => watch.heard(client as pg.PoolClient))

  async function connect(): Promise<PostgresPoolClient> {
    const client = await pool.connect().catch((error) => {
      throw asUnconnected(error)
    })
    if (watch.isTrusted(client)) return guard(client, watch)
    client.release(true)
    return connect()
  }

  return { options: pool.options, connect, end: () => pool.end() }
}

function guard(client: pg.PoolClient, watch: PostgresWatch): PostgresPoolClient {
  async function query(text: string, parameters: unknown[]) {
    try {
      return await watch.over(client, () => client.query(text, parameters))
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
