/** Statements on SQLite: they take turns with the rest of the process, and what they wrote is on the disk when they resolve. */
import { existsSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
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
  await db.transaction().execute((trx) => sql`select * from numbers`.execute(trx))
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

t.test('after a failure nothing is on the disk before the whole log is in the file', async (t) => {
  const path = `${temporaryFolder(t)}/magpie.db`
  const file = new SQLite(path)
  t.teardown(() => file.close())
  file.pragma('journal_mode = WAL')
  let failures = 1
  const log = createLogSync(file, async (walPath) => {
    const handle = await open(walPath, 'r+')
    return {
      async datasync() {
        if (failures-- > 0) throw new Error('EIO: the disk is dying')
        await handle.datasync()
      },
      close: () => handle.close(),
    }
  })
  t.teardown(() => log.close())
  file.exec('create table numbers (n integer)')
  await t.rejects(log.sync(), { code: 'SQLITE_IOERR_FSYNC' })
  const reader = new SQLite(path)
  reader.exec('begin')
  reader.prepare('select * from numbers').all()
  file.exec('insert into numbers values (1)')
  await t.rejects(log.sync(), { code: 'SQLITE_IOERR_FSYNC' }, 'not while somebody reads what is there')
  reader.close()
  t.not(statSync(`${path}-wal`).size, 0)
  await log.sync()
  t.equal(statSync(`${path}-wal`).size, 0)
  file.exec('insert into numbers values (2)')
  await log.sync()
  t.not(statSync(`${path}-wal`).size, 0, 'and goes on as before')
})

t.test('a database behind a symbolic link has its log beside the file', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(`${folder}/disk`)
  symlinkSync(`${folder}/disk/real.db`, `${folder}/magpie.db`)
  writeFileSync(`${folder}/disk/real.db`, '')
  const database = openDatabase({ url: `sqlite:${folder}/magpie.db` })
  t.teardown(() => database.close())
  await database.transaction((trx) => sql`create table numbers (n integer)`.execute(trx))
  await sql`insert into numbers values (1)`.execute(database.tables())
  t.ok(existsSync(`${folder}/disk/real.db-wal`))
})

/** A database that serves, and how often its log was synced. */
function openCounting(t: Test) {
  const path = `${temporaryFolder(t)}/magpie.db`
  const file = new SQLite(path)
  file.pragma('journal_mode = WAL')
  file.pragma(`synchronous = ${usual.synchronous}`)
  const log = createLogSync(file)
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
