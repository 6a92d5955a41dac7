/** The ways in which a real database goes away and comes back. */
import SQLite from 'better-sqlite3'
import t, { type Test } from 'tap'
import { type Database, openDatabase } from '#platform'
import { databaseUrl } from './databases.ts'
import { sharedPostgres } from './postgres.ts'

export interface Outage {
  database: Database
  /** Connections that broke while nobody used them. */
  idleErrors: Error[]
  begin(): Promise<void>
  end(): Promise<void>
}

type Opening = (t: Test) => Promise<Outage | undefined>

const openings: Record<string, Opening> = {
  'SQLite, locked by another': lockedFile,
  'Postgres, stopped': (t) => postgresOutage(t, (server) => [server.stop, server.start]),
  'Postgres, killed': (t) => postgresOutage(t, (server) => [server.kill, server.start]),
  'Postgres, silent': (t) =>
    postgresOutage(t, ({ pause, resume }) => [async () => pause(), async () => resume()], '?query_timeout=400'),
}

/** One test for each way; the database is open and empty. */
export function onEveryOutage(title: string, work: (t: Test, outage: Outage) => Promise<void>): void {
  for (const [name, open] of Object.entries(openings)) {
    t.test(`${title} (${name})`, async (t) => {
      const outage = await open(t)
      if (outage) await work(t, outage)
    })
  }
}

async function lockedFile(t: Test): Promise<Outage> {
  const url = await databaseUrl(t, 'sqlite')
  const database = openDatabase({ url })
  t.teardown(() => database.close())
  await database.ping()
  const other = new SQLite(url.slice('sqlite:'.length))
  t.teardown(() => other.close())
  return {
    database,
    idleErrors: [],
    begin: async () => void other.exec('begin immediate'),
    end: async () => void other.exec('rollback'),
  }
}

type Server = Awaited<ReturnType<typeof sharedPostgres>>
type Step = () => Promise<void>

async function postgresOutage(
  t: Test,
  steps: (server: Server) => [Step, Step],
  query = '',
): Promise<Outage | undefined> {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return undefined
  const idleErrors: Error[] = []
  const database = openDatabase({ url: url + query, onIdleError: (error) => idleErrors.push(error) })
  const [begin, end] = steps(await sharedPostgres())
  let isOut = false
  // pg waits for its connection with a timer that keeps no process alive; a server is kept alive by its listening socket.
  const alive = setInterval(() => {}, 60_000)
  t.teardown(async () => {
    clearInterval(alive)
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
