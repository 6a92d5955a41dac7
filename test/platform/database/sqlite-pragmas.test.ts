/** How much memory a SQLite file is given. */
import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '#platform'
import { cacheSize } from '../../../src/platform/database/sqlite-pragmas.ts'
import { temporaryFolder } from '../../support/databases.ts'

t.test('a larger file has more pages in memory, within limits', async (t) => {
  const GiB = 1024 ** 3
  t.equal(cacheSize(0), -16 * 1024)
  t.equal(cacheSize(GiB), -16 * 1024)
  t.equal(cacheSize(4 * GiB), -64 * 1024)
  t.equal(cacheSize(100 * GiB), -128 * 1024)
})

t.test('a file that is new has the least', async (t) => {
  const database = openDatabase({ url: `sqlite:${temporaryFolder(t)}/magpie.db` })
  t.teardown(() => database.close())
  const { rows } = await sql`pragma cache_size`.execute(database.tables())
  t.strictSame(rows, [{ cache_size: -16 * 1024 }])
})
