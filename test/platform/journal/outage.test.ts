/** The database goes away and comes back: what was accepted arrives once, in order, by itself. */
import pg from 'pg'
import t, { type Test } from 'tap'
import { openDatabase, type Problem } from '#platform'
import { databaseUrl } from '../../support/databases.ts'
import { createListeningLog } from '../../support/listening-log.ts'
import { numbers, openNotebook } from '../../support/notebook.ts'
import { onEveryOutage } from '../../support/outages.ts'

onEveryOutage('outage: all that was appended arrives, once and in order', async (t, { database, begin, end }) => {
  const lines = createListeningLog()
  const { journal, note, arrived } = await openNotebook(database, { log: lines.log })
  t.teardown(() => journal.close())
  await journal.write(note(0))
  await begin()
  const isAway = lines.says('the database is away')
  await journal.append(...numbers(1, 600).map((id) => note(id)))
  await isAway
  await journal.append(...numbers(601, 700).map((id) => note(id)))
  t.match(journal.state(), { delivery: 'away', records: 700, hasRoom: true })
  await isUnavailable(t, journal.write(note(9000)))
  await end()
  await journal.drain()
  t.strictSame(await arrived(), numbers(0, 700))
  t.match(journal.state(), { delivery: 'delivering', records: 0, bytes: 0, deadLetters: 0 })
  await journal.write(note(701))
})

onEveryOutage(
  'outage: a writer that comes before anybody knows hears of it, and nothing was accepted',
  async (t, outage) => {
    const { journal, note, arrived } = await openNotebook(outage.database)
    t.teardown(() => journal.close())
    await journal.write(note(0))
    await outage.begin()
    const writers = numbers(1, 5).map((id) => journal.write(note(id), note(100 + id)))
    const answers = await Promise.allSettled(writers)
    t.ok(answers.every((answer) => answer.status === 'rejected' && answer.reason.type === 'database-unavailable'))
    t.equal(journal.state().records, 0, 'nothing is kept of what was refused')
    await outage.end()
    await journal.drain()
    t.strictSame(await arrived(), [0])
  },
)

onEveryOutage('outage: an idle journal sees it, and sees its end', async (t, { database, begin, end }) => {
  const lines = createListeningLog()
  const { journal, note } = await openNotebook(database, { log: lines.log, watchMs: 10 })
  t.teardown(() => journal.close())
  const isAway = lines.says('the database is away')
  await begin()
  await isAway
  t.equal(journal.state().delivery, 'away')
  const isBack = lines.says('the database is back')
  await end()
  await isBack
  await journal.write(note(1))
})

onEveryOutage(
  'outage: a full journal lets its givers wait, and go on in their order',
  async (t, { database, begin, end }) => {
    const { journal, note, arrived } = await openNotebook(database, { maxBytes: 5000 })
    t.teardown(() => journal.close())
    await journal.write(note(0))
    await begin()
    let accepted = 0
    const givers = numbers(1, 100).map((id) => journal.append(note(id)).then(() => accepted++))
    await Promise.race(givers)
    t.ok(accepted < 100)
    t.equal(journal.state().hasRoom, false)
    await isUnavailable(t, journal.write(note(9000)))
    await end()
    await Promise.all(givers)
    await journal.drain()
    t.strictSame(await arrived(), numbers(0, 100))
  },
)

onEveryOutage('close: while the database is away it ends, and says what is lost', async (t, { database, begin }) => {
  const lines = createListeningLog()
  const { journal, note } = await openNotebook(database, { log: lines.log, graceMs: 50 })
  await begin()
  const isAway = lines.says('the database is away')
  await journal.append(...numbers(1, 1000).map((id) => note(id)))
  await isAway
  await journal.close()
  t.ok(lines.count('records were lost') > 0)
  t.equal(journal.state().records, 0)
})

t.test('outage: Postgres was never there: away, not refused', async (t) => {
  for (const host of ['127.0.0.1:1', 'localhost:1', 'nowhere.invalid']) {
    await isNotThere(t, `postgres://postgres@${host}/none`)
  }
})

t.test('outage: what is in the way of a connection to Postgres is away, not refused', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (!url) return
  await isNotThere(t, `${url}?sslmode=require`)
  const admin = new pg.Client(url.replace(/[^/]*$/, 'postgres'))
  await admin.connect()
  t.teardown(() => admin.end())
  await admin.query(`alter database ${url.split('/').at(-1)} with allow_connections false`)
  await isNotThere(t, url)
})

/** An error of connecting blames no record. */
async function isNotThere(t: Test, url: string) {
  const database = openDatabase({ url })
  t.teardown(() => database.close())
  const error = await database.ping().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  t.strictSame([database.dialect.isAway(error), database.dialect.isRefusal(error)], [true, false], `${url}: ${error}`)
}

async function isUnavailable(t: Test, writing: Promise<unknown>) {
  const problem = await writing.then(
    () => undefined,
    (error: Problem) => error,
  )
  t.match(problem, { type: 'database-unavailable', status: 503, headers: { 'retry-after': '5' } })
}

onEveryOutage('outage: who waits for the journal to catch up waits no longer', async (t, { database, begin, end }) => {
  const { journal, note, arrived } = await openNotebook(database)
  t.teardown(() => journal.close())
  await journal.append(note(0))
  t.equal(await journal.catchUp(), true)
  t.strictSame(await arrived(), [0])
  await begin()
  await journal.append(note(1))
  t.equal(await journal.catchUp(), false)
  t.match(journal.state(), { delivery: 'away', records: 1 })
  t.equal(await journal.catchUp(), false)
  await end()
})
