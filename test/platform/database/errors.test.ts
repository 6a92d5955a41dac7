/** What errors say about the database: away, a refusal, or nothing certain. */
import SQLite from 'better-sqlite3'
import pg from 'pg'
import t from 'tap'
import * as postgres from '../../../src/platform/database/postgres-errors.ts'
import * as sqlite from '../../../src/platform/database/sqlite-errors.ts'

const coded = (code: string, message = 'words') => Object.assign(new Error(message), { code })
const sqlState = (code: string) => Object.assign(new pg.DatabaseError('words', 5, 'error'), { code })

const away = [
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].map((code) =>
    coded(code),
  ),
  ...['08000', '08001', '08006', '53100', '53300', '57P01', '57P02', '57P03', '57014', '58030', '58P01'].map(sqlState),
  ...['55P03', '40001', '40P01', '25006', '28P01', '3D000', '42P01', '42703', '42501'].map(sqlState),
  new Error('Connection terminated unexpectedly'),
  new Error('Connection terminated'),
  new Error('Connection terminated due to connection timeout'),
  new Error('timeout exceeded when trying to connect'),
  new Error('Client has encountered a connection error and is not queryable'),
  new Error('Client was closed and is not queryable'),
  new Error('Query read timeout'),
  new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]),
  new Error('wrapped', { cause: coded('ECONNREFUSED') }),
]

const refusals = [
  ...['22001', '22021', '22P05', '23503', '23505', '42601', '42883', '21000', '0A000', '54000', '44000'].map(sqlState),
  new TypeError("Cannot read properties of undefined (reading 'connection')"),
  new Error('the timeout of a page that had to connect was terminated'),
  coded('FST_ERR_VALIDATION'),
  coded('ERR_INVALID_ARG_TYPE'),
  coded('ENOENT'),
]

for (const error of away) {
  t.test(`Postgres: ${codeOf(error)} is away`, async (t) => {
    t.strictSame([postgres.isAway(error), postgres.isRefusal(error)], [true, false])
  })
}

for (const error of refusals) {
  t.test(`Postgres: ${codeOf(error)} is a refusal`, async (t) => {
    t.strictSame([postgres.isAway(error), postgres.isRefusal(error)], [false, true])
  })
}

t.test('Postgres: XX000 is neither', async (t) => {
  t.strictSame([postgres.isAway(sqlState('XX000')), postgres.isRefusal(sqlState('XX000'))], [false, false])
})

t.test('Postgres: what is no error at all is no outage', async (t) => {
  for (const thrown of [undefined, null, 'ECONNREFUSED', 5, {}]) t.equal(postgres.isAway(thrown), false)
})

t.test('Postgres: a lost connection leaves the outcome of a commit open, an answer does not', async (t) => {
  t.ok(postgres.mayHaveCommitted(new Error('Connection terminated unexpectedly')))
  t.ok(postgres.mayHaveCommitted(coded('ECONNRESET')))
  t.ok(postgres.mayHaveCommitted(sqlState('57P01')))
  for (const code of ['40001', '53100', '23503']) t.notOk(postgres.mayHaveCommitted(sqlState(code)), code)
})

t.test('SQLite: the file, its disk and its lock are away, values and statements are refused', async (t) => {
  const error = (code: string, message = 'words') => new SQLite.SqliteError(message, code)
  const codes = [
    'BUSY',
    'BUSY_SNAPSHOT',
    'LOCKED',
    'FULL',
    'IOERR_FSYNC',
    'CANTOPEN',
    'READONLY_DBMOVED',
    'CORRUPT',
    'NOTADB',
  ]
  for (const code of codes) t.ok(sqlite.isAway(error(`SQLITE_${code}`)), code)
  t.ok(sqlite.isAway(error('SQLITE_ERROR', 'no such table: runs')))
  t.ok(sqlite.isAway(error('SQLITE_ERROR', 'table runs has no column named x')))
  for (const code of ['CONSTRAINT_UNIQUE', 'CONSTRAINT_FOREIGNKEY', 'TOOBIG', 'MISMATCH', 'ERROR', 'RANGE', 'MISUSE'])
    t.notOk(sqlite.isAway(error(`SQLITE_${code}`)), code)
  t.notOk(sqlite.isAway(new TypeError('words')))
})

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : `${error.name}, ${error.message.slice(0, 40)}`
}
