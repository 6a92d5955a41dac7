/**
 * Brings SQLite's write-ahead log to the disk (fdatasync, POSIX) off the event loop. SQLite itself would do it inside of the
 * commit (`synchronous = FULL`), while everybody waits; with `NORMAL` it leaves it to the next checkpoint, and whoever wants to
 * know that what was committed survives a power cut asks here (sqlite.org/pragma.html#pragma_synchronous).
 */
import { type FileHandle, open } from 'node:fs/promises'
import { failedSync } from './sqlite-errors.ts'

export interface LogSync {
  /** Resolves when all that was committed before is on the disk; rejects where nobody can know whether it is. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** For databases without a log: in memory, or on a file system where SQLite cannot have one. */
export const noLog: LogSync = { async sync() {}, async close() {} }

/** The log of the database at this path, which is there as long as somebody has that open. */
export function createLogSync(path: string): LogSync {
  let log: FileHandle | undefined

  return {
    async sync() {
      try {
        log ??= await open(`${path}-wal`, 'r+')
        await log.datasync()
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
