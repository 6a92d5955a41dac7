/** What was committed gets from the log into the file, without the connection that wrote it. */
import { existsSync, statSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { openDatabase } from '#platform'
import { createCheckpoints, pagesWaiting } from '../../../src/platform/database/sqlite-checkpoints.ts'
import { temporaryFolder } from '../../support/databases.ts'
import { eventually } from '../../support/eventually.ts'

function openFile(t: Test) {
  const path = `${temporaryFolder(t)}/magpie.db`
  const file = new SQLite(path)
  t.teardown(() => file.close())
  file.pragma('journal_mode = WAL')
  file.pragma('wal_autocheckpoint = 0')
  file.exec('create table notes (text)')
  return { path, file }
}

/** Some megabytes. */
function write(file: SQLite.Database) {
  file.prepare('insert into notes values (?)').run('x'.repeat(3_000_000))
}

t.test('a commit has the log moved, and so has the next', async (t) => {
  const { path, file } = openFile(t)
  const checkpoints = createCheckpoints(path, { intervalMs: 0 })
  for (const round of [1, 2]) {
    write(file)
    t.ok(statSync(path).size < round * 3_000_000, 'nothing is moved yet')
    await eventually(
      async () => {
        // One that comes while the log is being moved is left to the next.
        checkpoints.committed()
        return statSync(path).size
      },
      (size) => size > round * 3_000_000,
    )
  }
  await checkpoints.end()
  t.equal(file.pragma('integrity_check', { simple: true }), 'ok')
})

t.test('not for every commit, and nothing is left running', async (t) => {
  const { path, file } = openFile(t)
  const checkpoints = createCheckpoints(path, { intervalMs: 60_000 })
  write(file)
  checkpoints.committed()
  await checkpoints.end()
  t.ok(statSync(path).size < 3_000_000)
})

t.test('many pages wait for no interval', async (t) => {
  const { path, file } = openFile(t)
  const checkpoints = createCheckpoints(path, { intervalMs: 60_000, atPages: 1000, waiting: () => pagesWaiting(file) })
  write(file)
  t.ok(pagesWaiting(file) > 700)
  checkpoints.committed()
  await checkpoints.end()
  t.ok(pagesWaiting(file) > 700, 'those of one note wait')
  write(file)
  await eventually(
    async () => {
      checkpoints.committed()
      return pagesWaiting(file)
    },
    (pages) => pages === 0,
  )
  t.ok(statSync(path).size > 6_000_000)
  await checkpoints.end()
})

t.test('a file that is not there, and one that is no database: those who write are not disturbed', async (t) => {
  const { path, file } = openFile(t)
  const checkpoints = createCheckpoints(`${path}.other`, { intervalMs: 0 })
  checkpoints.committed()
  write(file)
  checkpoints.committed()
  await checkpoints.end()
  t.equal(existsSync(`${path}.other`), false)
  await createCheckpoints(':memory:').end()
})

t.test('a database that is closed leaves no log', async (t) => {
  const path = `${temporaryFolder(t)}/magpie.db`
  const database = openDatabase({ url: `sqlite:${path}` })
  await database.transaction((trx) => sql`create table notes (text)`.execute(trx))
  t.ok(existsSync(`${path}-wal`))
  await database.close()
  t.notOk(existsSync(`${path}-wal`))
})
