/** The thread of `sqlite-checkpoints.ts`: a connection that only ever moves what others wrote. */
import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'

const file = new SQLite(workerData, { timeout: 0, fileMustExist: true })
file.pragma('synchronous = FULL')

parentPort?.on('message', (asked: 'checkpoint' | 'end') => {
  if (asked === 'end') {
    file.close()
    parentPort?.close()
    return
  }
  try {
    // Waits for nobody, and nobody waits for it.
    file.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // A disk that is full is the business of those who write.
  }
  parentPort?.postMessage('done')
})
