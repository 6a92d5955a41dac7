/**
 * Brings SQLite's write-ahead log to the disk (fdatasync, POSIX) off the event loop. SQLite itself would do it inside of the
 * commit (`synchronous = FULL`), while everybody waits; with `NORMAL` it leaves it to the next checkpoint, and whoever wants to
 * know that what was committed survives a power cut asks here (sqlite.org/pragma.html#pragma_synchronous).
 */
import { type FileHandle, open } from 'node:fs/promises'
import type { Database as SqliteFile } from 'better-sqlite3'
import { failedSync } from './sqlite-errors.ts'

export interface LogSync {
  /** Resolves when all that was committed before is on the disk; rejects where nobody can know whether it is. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** For databases without a log: in memory, or on a file system where SQLite cannot have one. */
export const noLog: LogSync = { async sync() {}, async close() {} }

type OpenLog = (path: string) => Promise<Pick<FileHandle, 'datasync' | 'close'>>

/** The log of a database, which is there as long as somebody has that open. */
export function createLogSync(file: SqliteFile, openLog: OpenLog = (path) => open(path, 'r+')): LogSync {
  const path = `${placeOf(file)}-wal`
  let log: Awaited<ReturnType<OpenLog>> | undefined
  let isInDoubt = false

  return {
    async sync() {
      try {
        if (isInDoubt) moveAll(file)
        isInDoubt = false
        log ??= await openLog(path)
        await log.datasync().catch((error) => {
          isInDoubt = true
          throw error
        })
      } catch (error) {
        throw failedSync(error)
      }
    },
    async close() {
      await log?.close()
      log = undefined
    },
  }
}

/** As SQLite has it: behind symbolic links, beside which no log lies. */
function placeOf(file: SqliteFile): string {
  const databases = file.pragma('database_list') as { name: string; file: string }[]
  return String(databases.find(({ name }) => name === 'main')?.file)
}

/**
 * The system tells of pages that it could not write once, and then takes them for written. So after a failure only the whole
 * log in the database file, and that on the disk, says that nothing is missing; a new log begins then.
 */
function moveAll(file: SqliteFile): void {
  const [moved] = file.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  if (moved?.busy !== 0) throw new Error('another process has the log in use')
}
