/** Reading what is passed on: apart from the connection that all others share. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { openDatabase } from '#platform'
import { temporaryFolder } from '../../support/databases.ts'

type Tables = {
  values: { id: number; data: Buffer }
}

async function opened(t: Test, file = path.join(temporaryFolder(t), 'magpie.db')) {
  const database = openDatabase({ url: `sqlite:${file}` })
  t.teardown(() => database.close())
  await sql`create table "values" (id integer primary key, data blob)`.execute(database.tables())
  const store = (id: number) =>
    database
      .tables<Tables>()
      .insertInto('values')
      .values({ id, data: Buffer.alloc(9) })
  const passing = () => database.passing<Tables>().selectFrom('values').select('id').execute()
  return { database, file, store, passing }
}

t.test('passing: reads what was committed, and waits for no transaction', async (t) => {
  const { database, store, passing } = await opened(t)
  await store(1).execute()
  t.strictSame(await passing(), [{ id: 1 }])
  await database.transaction(async (untyped) => {
    const trx = untyped.withTables<Tables>()
    await trx
      .insertInto('values')
      .values({ id: 2, data: Buffer.alloc(9) })
      .execute()
    t.strictSame(await passing(), [{ id: 1 }])
  })
  t.strictSame(await passing(), [{ id: 1 }, { id: 2 }])
})

t.test('passing: writes nothing', async (t) => {
  const { database } = await opened(t)
  const writing = database.passing<Tables>().deleteFrom('values').execute()
  await t.rejects(writing, { code: 'SQLITE_READONLY' })
})

t.test('passing: leaves the pages of others in memory', async (t) => {
  const { database, store } = await opened(t)
  await store(1).execute()
  const { rows } = await sql<{ cache_size: number }>`pragma cache_size`.execute(database.passing())
  const own = await sql<{ cache_size: number }>`pragma cache_size`.execute(database.tables())
  t.strictSame([rows, own.rows], [[{ cache_size: -2048 }], [{ cache_size: -16_384 }]])
})

t.test('passing: is closed with the database, which leaves no log behind', async (t) => {
  const { database, file, store, passing } = await opened(t)
  await store(1).execute()
  await passing()
  t.ok(existsSync(`${file}-wal`))
  await database.close()
  t.notOk(existsSync(`${file}-wal`))
})

t.test('passing: of a database in memory there is one connection', async (t) => {
  const { store, passing } = await opened(t, ':memory:')
  await store(1).execute()
  t.strictSame(await passing(), [{ id: 1 }])
})
