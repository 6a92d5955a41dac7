/** The journal while the database is there: order, company, and what the database refuses. */
import { sql } from 'kysely'
import pg from 'pg'
import t, { type Test } from 'tap'
import { type Log, openDatabase, silentLog } from '#platform'
import { startCuttingProxy } from '../../support/cutting-proxy.ts'
import { databaseUrl, onEveryDatabase } from '../../support/databases.ts'
import { eventually } from '../../support/eventually.ts'
import { createListeningLog } from '../../support/listening-log.ts'
import { type Note, numbers, openNotebook } from '../../support/notebook.ts'

onEveryDatabase('append: what is given in order arrives in order, in batches', async (t, database) => {
  const batches: number[] = []
  const { journal, note, arrived } = await openNotebook(database, {
    onApply: (_, notes) => void batches.push(notes.length),
  })
  t.teardown(() => journal.close())
  for (const id of numbers(1, 2000)) await journal.append(note(id))
  await journal.drain()
  t.strictSame(await arrived(), numbers(1, 2000))
  t.ok(batches.length < 40, `${batches.length} transactions`)
  t.ok(Math.max(...batches) <= 256)
})

onEveryDatabase('write: resolves when it is stored; many at once share their commits', async (t, database) => {
  let transactions = 0
  const { journal, note, arrived } = await openNotebook(database, { onApply: () => void transactions++ })
  t.teardown(() => journal.close())
  await journal.write(note(0))
  t.strictSame(await arrived(), [0])
  await Promise.all(numbers(1, 200).map((id) => journal.write(note(id))))
  t.equal((await arrived()).length, 201)
  t.ok(transactions <= 4, `${transactions} transactions`)
})

onEveryDatabase(
  'dead letter: the record to blame is set aside, its neighbours arrive in their order',
  async (t, database) => {
    const lines = createListeningLog()
    const { journal, note, arrived } = await openNotebook(database, { log: lines.log })
    t.teardown(() => journal.close())
    const bad = [7, 8, 133, 300]
    await journal.append(...numbers(1, 300).map((id) => note(id, bad.includes(id) ? null : 'word')))
    const written = journal.write(note(301, null)).catch((error) => error)
    await journal.append(note(302))
    await journal.drain()
    t.strictSame(await arrived(), [...numbers(1, 299).filter((id) => !bad.includes(id)), 302])
    t.match(journal.state(), { deadLetters: 4, records: 0, bytes: 0, delivery: 'delivering' })
    t.equal(lines.count('set aside'), 4)
    t.equal(lines.count('away'), 0)
    t.notMatch(await written, { type: 'database-unavailable' }, 'its giver hears of it')
  },
)

onEveryDatabase('write: several records arrive together or not at all', async (t, database) => {
  const { journal, note, arrived } = await openNotebook(database)
  t.teardown(() => journal.close())
  const writing = journal.write(note(1), note(2, null), note(3)).catch((error) => error)
  await journal.append(note(4))
  await journal.drain()
  t.ok((await writing) instanceof Error)
  t.strictSame(await arrived(), [4])
})

onEveryDatabase('records: a mistake in the program is a dead letter, not an outage', async (t, database) => {
  let isBroken = true
  const onApply = (_: unknown, notes: Note[]) => {
    if (isBroken && notes.some(({ id }) => id === 2)) throw new TypeError('Cannot read the connection of undefined')
  }
  const { journal, note, arrived } = await openNotebook(database, { onApply })
  t.teardown(() => journal.close())
  await journal.append(note(1), note(2), note(3))
  await journal.drain()
  isBroken = false
  t.strictSame(await arrived(), [1, 3])
  t.equal(journal.state().deadLetters, 1)
})

onEveryDatabase('close: delivers what is there, at once', async (t, database) => {
  const { journal, note, arrived } = await openNotebook(database)
  await journal.append(...numbers(1, 700).map((id) => note(id)))
  await journal.close()
  t.strictSame(await arrived(), numbers(1, 700))
})

onEveryDatabase('schema: records wait while their tables are not there yet', async (t, database) => {
  const lines = createListeningLog()
  const { journal, note, arrived } = await openNotebook(database, { log: lines.log })
  t.teardown(() => journal.close())
  const db = database.tables<Record<string, never>>()
  await db.schema.alterTable('notes').renameTo('later').execute()
  const isAway = lines.says('the database is away')
  await journal.append(note(1))
  await isAway
  await db.schema.alterTable('later').renameTo('notes').execute()
  await journal.drain()
  t.strictSame(await arrived(), [1])
})

t.test('commit: an answer that is lost is asked for again, and stored once (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const proxy = await startCuttingProxy(t, url, 'commit')
  const database = openDatabase({ url: proxy.url })
  t.teardown(() => database.close())
  const lines = createListeningLog()
  const { journal, note, arrived } = await openNotebook(database, { log: lines.log })
  t.teardown(() => journal.close())
  proxy.cutNext()
  await journal.write(note(1))
  t.ok(proxy.hasCut())
  t.equal(lines.count('the database is away'), 1)
  t.strictSame(await arrived(), [1])
})

t.test('transaction: its backend is terminated in the middle (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const idle: Error[] = []
  const database = openDatabase({ url, onIdleError: (error) => idle.push(error) })
  t.teardown(() => database.close())
  const admin = new pg.Client(url)
  await admin.connect()
  t.teardown(() => admin.end())
  const terminate = () =>
    admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
  let transactions = 0
  const { journal, note, arrived } = await openNotebook(database, {
    async onApply() {
      transactions += 1
      if (transactions % 2) await terminate()
    },
  })
  t.teardown(() => journal.close())
  for (const id of numbers(1, 5)) {
    await journal.append(note(id))
    await journal.drain()
  }
  t.strictSame(await arrived(), numbers(1, 5))
  t.equal(journal.state().deadLetters, 0)
  await Promise.all(numbers(1, 5).map(() => database.ping()))
  await terminate()
  await journal.append(note(6))
  await journal.drain()
  t.strictSame(await arrived(), numbers(1, 6), 'connections that broke while idle')
})

t.test('transaction: its backend is terminated in a query (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const { other, open } = await besideAnother(t, url)
  let tries = 0
  const { journal, note, arrived } = await open(async (trx) => {
    tries += 1
    if (tries > 1) return
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    await other.query('select pg_advisory_lock(3)')
    const isWaiting = sql`select pg_advisory_xact_lock(3)`.execute(trx)
    isWaiting.catch(() => {}) // it is awaited below
    const terminate = `select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'`
    await eventually(
      () => other.query(terminate, [rows[0]?.pid]),
      ({ rowCount }) => rowCount === 1,
    )
    await isWaiting
  })
  await journal.append(note(1), note(2))
  await journal.drain()
  t.strictSame(await arrived(), [1, 2])
  t.equal(tries, 2)
})

t.test('pool: where all connections are taken, records wait for one (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const database = openDatabase({ url, patience: { connectMs: 300 } })
  t.teardown(() => database.close())
  const lines = createListeningLog()
  const { journal, note, arrived } = await openNotebook(database, { log: lines.log })
  t.teardown(() => journal.close())
  const door = Promise.withResolvers<void>()
  const isAway = lines.says('the database is away')
  const takers = numbers(1, 10).map(() => database.transaction(() => door.promise))
  await journal.append(note(1))
  await isAway
  door.resolve()
  await Promise.all(takers)
  await journal.drain()
  t.strictSame(await arrived(), [1])
})

t.test('transaction: a deadlock costs another try, not the records (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const { other, open } = await besideAnother(t, url)
  let tries = 0
  const { journal, note, arrived, codes } = await open(async (trx) => {
    tries += 1
    if (tries > 1) return
    // Whoever looks first for a circle in which all wait gives way.
    await sql`set local deadlock_timeout = '10ms'`.execute(trx)
    await other.query('begin; select pg_advisory_xact_lock(2)')
    await sql`select pg_advisory_xact_lock(1)`.execute(trx)
    const waiting = other.query('select pg_advisory_xact_lock(1)').then(() => other.query('commit'))
    await sql`select pg_advisory_xact_lock(2)`.execute(trx).finally(() => void waiting)
  })
  await journal.append(note(1), note(2))
  await journal.drain()
  t.strictSame(await arrived(), [1, 2])
  t.strictSame([tries, codes()], [2, ['40P01']])
  t.equal(journal.state().deadLetters, 0)
})

t.test('transaction: one that cannot be serialized costs another try, not the records (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const { other, open } = await besideAnother(t, url, '&options=-c%20default_transaction_isolation%3Dserializable')
  let tries = 0
  const { journal, note, arrived, codes } = await open(async (trx) => {
    tries += 1
    await sql`select * from notes`.execute(trx)
    if (tries === 1) await other.query("update notes set text = 'theirs'")
    await sql`update notes set text = 'ours'`.execute(trx)
  })
  await other.query("insert into notes (id, text) values (0, 'first')")
  await journal.append(note(1), note(2))
  await journal.drain()
  t.strictSame(await arrived(), [0, 1, 2])
  t.strictSame([tries, codes()], [2, ['40001']])
})

/** A journal, and another connection that gets in its way; `codes` are the errors that the log tells of. */
async function besideAnother(t: Test, url: string, query = '') {
  const database = openDatabase({ url: `${url}?application_name=magpie${query}` })
  t.teardown(() => database.close())
  const other = new pg.Client(url)
  await other.connect()
  t.teardown(() => other.end())
  const said: unknown[] = []
  const log: Log = { ...silentLog, warn: (facts: unknown) => void said.push(facts) }
  return {
    other,
    async open(onApply: NonNullable<Parameters<typeof openNotebook>[1]>['onApply']) {
      const notebook = await openNotebook(database, { onApply, log })
      t.teardown(() => notebook.journal.close())
      return { ...notebook, codes: () => said.map((facts) => (facts as { err?: { code?: string } }).err?.code) }
    },
  }
}
