/** Settings of a connection that serves (sqlite.org/pragma.html); who fills a database of millions has others for a while. */
import { mostPages } from './sqlite-checkpoints.ts'

export const usual = {
  /** Commits do not wait for the disk themselves: `sqlite-log-sync.ts` does. */
  synchronous: 'normal',
  /** In KiB, where it is negative. */
  cache_size: -32_000,
  wal_autocheckpoint: mostPages,
} as const
