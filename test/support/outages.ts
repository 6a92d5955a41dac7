/** The ways in which a real database goes away and comes back. */
import { renameSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { sql } from 'kysely'
import pg from 'pg'
import t, { type Test } from 'tap'
import { type Database, type DatabaseOptions, openDatabase } from '#platform'
import { databaseUrl } from './databases.ts'
import { sharedPostgres } from './postgres.ts'
import { startSilentProxy } from './silent-proxy.ts'

export interface Outage {
  database: Database
  /** Connections that broke while nobody used them. */
  idleErrors: Error[]
  begin(): Promise<void>
  end(): Promise<void>
}

type Patience = NonNullable<DatabaseOptions['patience']>

/** So that many tests do not take long. */
const brisk = { patienceMs: 200, everyMs: 100, probeMs: 300, connectMs: 500 }

type Opening = (t: Test, patience: Patience) => Promise<Outage | undefined>

const openings: Record<string, Opening> = {
  'SQLite, locked by another': lockedFile,
  'SQLite, read-only': readOnlyFile,
  'SQLite, its file taken away': movedFile,
  'Postgres, stopped': (t, patience) => serverOutage(t, patience, (server) => [server.stop, server.start]),
  'Postgres, stopped at once': (t, patience) => serverOutage(t, patience, (server) => [server.abort, server.start]),
  'Postgres, killed': (t, patience) => serverOutage(t, patience, (server) => [server.kill, server.start]),
  'Postgres, silent': (t, patience) =>
    serverOutage(t, patience, ({ pause, resume }) => [async () => pause(), async () => resume()]),
  'Postgres, half-open': halfOpen,
  'Postgres, read-only after a failover': readOnlyServer,
  'Postgres, no connection to spare': noConnection,
}

/** One test for each way; the database is open and empty. Its patience is short, unless it is to be as it is by default. */
export function onEveryOutage(
  title: string,
  work: (t: Test, outage: Outage) => Promise<void>,
  patience: Patience = brisk,
): void {
  for (const [name, open] of Object.entries(openings)) {
    t.test(`${title} (${name})`, async (t) => {
      // What Magpie waits with keeps no process alive; a server is kept alive by its listening socket.
      const alive = setInterval(() => {}, 60_000)
      t.teardown(() => clearInterval(alive))
      const outage = await open(t, patience)
      if (outage) await work(t, outage)
    })
  }
}

async function lockedFile(t: Test): Promise<Outage> {
  const { path, ...outage } = await fileOutage(t)
  const other = new SQLite(path)
  t.teardown(() => other.close())
  return {
    ...outage,
    begin: async () => void other.exec('begin immediate'),
    end: async () => void other.exec('rollback'),
  }
}

/** SQLite answers SQLITE_READONLY, as it does where the file or its disk can only be read. */
async function readOnlyFile(t: Test): Promise<Outage> {
  const outage = await fileOutage(t)
  const set = (isReadOnly: boolean) => async () => {
    await sql`pragma query_only = ${sql.lit(Number(isReadOnly))}`.execute(outage.database.tables())
  }
  return { ...outage, begin: set(true), end: set(false) }
}

async function movedFile(t: Test): Promise<Outage> {
  const { path, ...outage } = await fileOutage(t)
  return {
    ...outage,
    begin: async () => renameSync(path, `${path}.away`),
    end: async () => renameSync(`${path}.away`, path),
  }
}

async function fileOutage(t: Test) {
  const url = await databaseUrl(t, 'sqlite')
  const database = openDatabase({ url })
  t.teardown(() => database.close())
  await database.ping()
  return { database, idleErrors: [], path: url.slice('sqlite:'.length) }
}

type Server = Awaited<ReturnType<typeof sharedPostgres>>
type Step = () => Promise<void>

async function serverOutage(
  t: Test,
  patience: Patience,
  steps: (server: Server) => [Step, Step],
): Promise<Outage | undefined> {
  const url = await databaseUrl(t, 'postgres')
  return url === '' ? undefined : postgresOutage(t, url, patience, steps(await sharedPostgres()))
}

async function halfOpen(t: Test, patience: Patience): Promise<Outage | undefined> {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return undefined
  const proxy = await startSilentProxy(t, url)
  return postgresOutage(t, proxy.url, patience, [async () => proxy.silence(), async () => proxy.restore()])
}

async function readOnlyServer(t: Test, patience: Patience): Promise<Outage | undefined> {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return undefined
  const name = new URL(url).pathname.slice(1)
  const set = (value: string) => async () =>
    administer(url, `alter database ${name} set default_transaction_read_only = ${value}`, terminate(name))
  return postgresOutage(t, url, patience, [set('on'), set('off')])
}

async function noConnection(t: Test, patience: Patience): Promise<Outage | undefined> {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return undefined
  const name = new URL(url).pathname.slice(1)
  await administer(url, `create role ${name} login`, `alter database ${name} owner to ${name}`)
  const own = new URL(url)
  own.username = name
  const limit = (count: number) => async () =>
    administer(url, `alter role ${name} connection limit ${count}`, ...(count === 0 ? [terminate(name)] : []))
  return postgresOutage(t, own.href, patience, [limit(0), limit(-1)])
}

const terminate = (name: string) => `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`

/** As the administrator, from another database of that server. */
async function administer(url: string, ...statements: string[]): Promise<void> {
  const admin = new pg.Client(new URL('/postgres', url).href)
  await admin.connect()
  for (const statement of statements) await admin.query(statement)
  await admin.end()
}

function postgresOutage(t: Test, url: string, patience: Patience, [begin, end]: [Step, Step]): Outage {
  const idleErrors: Error[] = []
  const database = openDatabase({ url, onIdleError: (error) => idleErrors.push(error), patience })
  let isOut = false
  t.teardown(async () => {
    if (isOut) await end()
    await database.close()
  })
  return {
    database,
    idleErrors,
    async begin() {
      isOut = true
      await begin()
    },
    async end() {
      isOut = false
      await end()
    },
  }
}
