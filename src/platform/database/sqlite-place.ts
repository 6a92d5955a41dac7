/** Where a SQLite file is: one that was deleted or replaced under an open connection takes writes that nobody will ever read. */
import { statSync } from 'node:fs'
import SQLite from 'better-sqlite3'

/** Throws while the file that was there first is not at its path; SQLite has a code for that, and looks only where it makes a rollback journal. */
export function keepPlace(path: string): () => void {
  if (path === ':memory:') return () => {}
  const identity = identify(path)
  return () => {
    if (identify(path) === identity) return
    throw new SQLite.SqliteError(`the file ${path} was moved, deleted or replaced`, 'SQLITE_READONLY_DBMOVED')
  }
}

function identify(path: string): string | undefined {
  const place = statSync(path, { bigint: true, throwIfNoEntry: false })
  return place && `${place.dev} ${place.ino}`
}
