/** What an error of SQLite says about the database. Result codes: sqlite.org/rescode.html. */
import SQLite from 'better-sqlite3'
import { errorCode } from './error-code.ts'

/** The file, its disk or another process is in the way; a damaged file waits for an operator. Each also begins extended codes. */
const away = [
  'ABORT',
  'AUTH',
  'BUSY',
  'CANTOPEN',
  'CORRUPT',
  'FULL',
  'INTERRUPT',
  'IOERR',
  'LOCKED',
  'NOMEM',
  'NOTADB',
  'PERM',
  'PROTOCOL',
  'READONLY',
  'SCHEMA',
].map((name) => `SQLITE_${name}`)

export function isAway(error: unknown): boolean {
  const code = errorCode(error)
  if (code === undefined) return false
  return away.some((start) => code.startsWith(start)) || (code === 'SQLITE_ERROR' && isSchemaBehind(error))
}

/** What was committed may not outlive a power cut: the disk did not say that it has it. */
export function failedSync(cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause)
  return Object.assign(new SQLite.SqliteError(`the write-ahead log was not synced: ${why}`, 'SQLITE_IOERR_FSYNC'), {
    cause,
  })
}

export function mayHaveCommitted(error: unknown): boolean {
  return errorCode(error) === 'SQLITE_IOERR_FSYNC'
}

/** No statement is to blame for a schema that is not up to date yet. */
function isSchemaBehind(error: unknown): boolean {
  return error instanceof Error && /^no such (table|column)|has no column named/.test(error.message)
}
