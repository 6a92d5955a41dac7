/** SQLite files in the way of trouble. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '#platform'
import { databaseUrl, temporaryFolder } from '../../support/databases.ts'
import { numbers, openNotebook } from '../../support/notebook.ts'

t.test('sqlite: two processes write to one file in turn, and nobody waits long for the other', async (t) => {
  const url = await databaseUrl(t, 'sqlite')
  const books = await Promise.all(
    [1, 2].map(async () => {
      const database = openDatabase({ url })
      t.teardown(() => database.close())
      const book = await openNotebook(database)
      t.teardown(() => book.journal.close())
      return book
    }),
  )
  await Promise.all(
    books.map(async ({ journal, note }, side) => {
      for (const id of numbers(1, 500)) await journal.append(note(side * 1000 + id))
      await journal.drain()
    }),
  )
  const ids = await books[0]?.arrived()
  t.equal(ids?.length, 1000)
  for (const side of [0, 1000]) {
    const own = ids?.filter((id) => id > side && id <= side + 1000)
    t.strictSame(own, numbers(side + 1, side + 500), 'each in its order')
  }
})

t.test('sqlite: a lock of another process stops this one for moments only', async (t) => {
  const url = await databaseUrl(t, 'sqlite')
  const database = openDatabase({ url })
  t.teardown(() => database.close())
  await database.ping()
  const other = new SQLite(url.slice('sqlite:'.length))
  t.teardown(() => other.close())
  other.exec('begin immediate')
  const start = performance.now()
  const error = await database.transaction(async () => {}).catch((thrown) => thrown)
  t.ok(database.dialect.isAway(error))
  t.ok(performance.now() - start < 4000)
  await t.rejects(database.ping(), 'nothing can be written')
  await sql`select 1`.execute(database.tables())
  other.exec('rollback')
  await database.ping()
})

t.test('sqlite: a full disk is an outage, and its end is seen', async (t) => {
  const database = openDatabase({ url: await databaseUrl(t, 'sqlite') })
  t.teardown(() => database.close())
  const { journal, note, arrived } = await openNotebook(database)
  t.teardown(() => journal.close())
  await journal.write(note(0))
  const db = database.tables<Record<never, never>>()
  // SQLite answers SQLITE_FULL beyond this many pages, as it does on a full disk.
  await sql`pragma max_page_count = 1`.execute(db)
  const answer = await journal.write(note(1, 'x'.repeat(200_000))).catch((error) => error)
  t.match(answer, { type: 'database-unavailable' })
  await sql`pragma max_page_count = 100000`.execute(db)
  await journal.drain()
  await journal.write(note(2))
  t.strictSame(await arrived(), [0, 2])
})

t.test('sqlite: a file that cannot be written is away, and its folder is made', async (t) => {
  const folder = temporaryFolder(t)
  const url = `sqlite:${folder}/deep/er/magpie.db`
  const database = openDatabase({ url })
  await database.ping()
  await database.close()
  t.ok(existsSync(`${folder}/deep/er/magpie.db`))
  if (process.getuid?.() === 0) return t.pass('the superuser writes everywhere', { skip: true })
  chmodSync(`${folder}/deep/er/magpie.db`, 0o444)
  const reader = openDatabase({ url })
  t.teardown(() => reader.close())
  const error = await reader.migrate().catch((thrown) => thrown)
  t.ok(reader.dialect.isAway(error))
})

t.test("sqlite: a folder that cannot be made is said at once, by the system's name for it", async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(`${folder}/file`, 'not a folder')
  const open = (path: string) => () => openDatabase({ url: `sqlite:${folder}/${path}` })
  t.throws(open('file/deep/er/magpie.db'), { code: 'EEXIST', syscall: 'mkdir', path: `${folder}/file` })
  t.throws(open(`${'x'.repeat(300)}/magpie.db`), { code: 'ENAMETOOLONG' })
  t.throws(open('file/magpie.db'), { message: `EEXIST: file already exists, mkdir '${folder}/file'` })
})

/** In a process of its own: were it to spin, it would have to be killed. */
t.test('sqlite: a folder where nothing can be made ends with an error', { skip: !existsSync('/proc') }, async (t) => {
  const platform = new URL('../../../src/platform/index.ts', import.meta.url)
  const script = `import { openDatabase } from '${platform}'; openDatabase({ url: 'sqlite:/proc/none/deep/magpie.db' })`
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  })
  t.equal(signal, null)
  t.match(stderr, "ENOENT: no such file or directory, mkdir '/proc/none'")
})

t.test('sqlite: whoever starts it with a file that cannot be opened is told which', async (t) => {
  const folder = temporaryFolder(t)
  const text = `${folder}/text.db`
  writeFileSync(text, 'This is no database. '.repeat(100))
  t.throws(() => openDatabase({ url: `sqlite:${folder}` }), { message: `sqlite:${folder}: `, code: 'SQLITE_CANTOPEN' })
  t.throws(() => openDatabase({ url: `sqlite:${text}` }), { message: `sqlite:${text}: `, code: 'SQLITE_NOTADB' })
})
