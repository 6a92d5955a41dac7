/** Statements on SQLite: they take turns with the rest of the process, and what they wrote is on the disk when they resolve. */
import { rmSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import t, { type Test } from 'tap'
import { openDatabase } from '#platform'
import { createCheckpoints } from '../../../src/platform/database/sqlite-checkpoints.ts'
import { LockingSqliteDialect } from '../../../src/platform/database/sqlite-locking.ts'
import { createLogSync } from '../../../src/platform/database/sqlite-log-sync.ts'
import { usual } from '../../../src/platform/database/sqlite-pragmas.ts'
import { temporaryFolder } from '../../support/databases.ts'

t.test('a transaction of slow statements lets others have their turns', async (t) => {
  const database = openDatabase({ url: 'sqlite::memory:' })
  t.teardown(() => database.close())
  let turns = 0
  const count = () => {
    turns += 1
    immediate = setImmediate(count)
  }
  let immediate = setImmediate(count)
  t.teardown(() => clearImmediate(immediate))
  await database.transaction(async (trx) => {
    for (let statement = 0; statement < 3; statement++) {
      await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select max(i) from n`.execute(
        trx,
      )
    }
  })
  t.ok(turns >= 3, `${turns} turns`)
})

t.test('whatever wrote something waits for the disk, once', async (t) => {
  const { db, syncs } = openCounting(t)
  await sql`create table numbers (n integer)`.execute(db)
  t.equal(syncs(), 1, 'a statement of its own')
  await db.transaction().execute(async (trx) => {
    await sql`insert into numbers values (1)`.execute(trx)
    await sql`insert into numbers values (2) returning n`.execute(trx)
    t.equal(syncs(), 1)
  })
  t.equal(syncs(), 2, 'a transaction')
  const { rows } = await sql`insert into numbers values (3) returning n`.execute(db)
  t.strictSame(rows, [{ n: 3 }])
  t.equal(syncs(), 3, 'one that answers rows')
  await sql`select * from numbers`.execute(db)
  await t.rejects(
    db.transaction().execute(async () => {
      throw new Error('no')
    }),
  )
  t.equal(syncs(), 3, 'neither what reads nor what is taken back')
})

t.test('when the log cannot be synced, nobody knows what is on the disk', async (t) => {
  const folder = temporaryFolder(t)
  const database = openDatabase({ url: `sqlite:${folder}/magpie.db` })
  t.teardown(() => database.close())
  await sql`select * from sqlite_master`.execute(database.tables())
  rmSync(`${folder}/magpie.db-wal`)
  const error = await database
    .transaction((trx) => sql`create table numbers (n integer)`.execute(trx))
    .catch((thrown) => thrown)
  t.match(error, { code: 'SQLITE_IOERR_FSYNC', cause: { code: 'ENOENT' } })
  t.ok(database.dialect.isAway(error), 'it is worth another try')
  t.ok(database.dialect.mayHaveCommitted(error))
})

/** A database that serves, and how often its log was synced. */
function openCounting(t: Test) {
  const path = `${temporaryFolder(t)}/magpie.db`
  const file = new SQLite(path)
  file.pragma('journal_mode = WAL')
  file.pragma(`synchronous = ${usual.synchronous}`)
  const log = createLogSync(path)
  let count = 0
  const counting = {
    ...log,
    sync() {
      count += 1
      return log.sync()
    },
  }
  const surroundings = { checkPlace() {}, log: counting, checkpoints: createCheckpoints(':memory:') }
  const db = new Kysely<Record<never, never>>({ dialect: new LockingSqliteDialect(file, surroundings) })
  t.teardown(() => db.destroy())
  return { db, syncs: () => count }
}
