/** Settings of a connection that serves (sqlite.org/pragma.html); who fills a database of millions has others for a while. */
import { mostPages } from './sqlite-checkpoints.ts'

/** Memory for pages, in KiB: a small file lies in it whole. */
const leastCache = 16 * 1024
const mostCache = 128 * 1024

export const usual = {
  /** Commits do not wait for the disk themselves: `sqlite-log-sync.ts` does. */
  synchronous: 'normal',
  cache_size: -leastCache,
  wal_autocheckpoint: mostPages,
} as const

/** For a file of so many bytes: more than that part of its pages is hardly ever read twice. Negative, as it is in KiB. */
export function cacheSize(fileBytes: number): number {
  return -Math.round(Math.min(mostCache, Math.max(leastCache, fileBytes / 64 / 1024)))
}
