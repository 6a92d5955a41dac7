/** Brings the schema up to date, now or as soon as the database answers. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Database, Log } from '#platform'

export interface MigrateOptions {
  database: Database
  log: Log
}

/** True when the schema is current, false when the database is away. Rejects when it is there and refuses. */
export async function tryToMigrate({ database, log }: MigrateOptions): Promise<boolean> {
  try {
    const applied = await database.migrate()
    if (applied.length > 0) log.info({ migrations: applied, database: database.label }, 'schema brought up to date')
    return true
  } catch (error) {
    if (!database.dialect.isAway(error)) throw error
    log.warn({ err: error, database: database.label }, 'the database is away')
    return false
  }
}

/** Tries until the schema is current (true), or the signal aborts (false). */
export async function migrateWhenThere(
  options: MigrateOptions & { signal: AbortSignal; everyMs?: number },
): Promise<boolean> {
  const { signal, everyMs = 1000 } = options
  while (!signal.aborted) {
    await delay(everyMs, undefined, { signal }).catch(() => {}) // the loop sees the abort
    if (!signal.aborted && (await tryToMigrate(options))) return true
  }
  return false
}
