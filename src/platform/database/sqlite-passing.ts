/** Large values pass through, and are hardly ever read twice: they go by a connection of their own, which only reads and keeps few pages. */
import SQLite, { type Database as SqliteFile } from 'better-sqlite3'
import { keepStatements } from './sqlite-statements.ts'

/** In KiB; negative, as a pragma has it. It holds the upper pages of the trees. */
const cacheSize = -2 * 1024

/** Opened when the file is, as another may be in its place later. It sees what was committed. */
export function openPassing(path: string, { busyMs }: { busyMs: number }): SqliteFile {
  const file = new SQLite(path, { readonly: true, timeout: busyMs })
  file.pragma(`cache_size = ${cacheSize}`)
  keepStatements(file)
  return file
}
