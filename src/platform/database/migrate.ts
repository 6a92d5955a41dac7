/** Applies the migrations of the folder `migrations/`, in order, each once, under the database's lock. */
import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { errorCode } from './error-code.ts'
import type { DatabaseDialect } from './types.ts'

/** What a file in `migrations/` exports. */
export interface MigrationFile {
  up(db: Kysely<Record<never, never>>, dialect: DatabaseDialect): Promise<void>
}

const ownFolder = new URL('../../../migrations/', import.meta.url)
/** How long to wait for another process that is at it. */
const patienceMs = 30_000

/** Answers the names of those that it applied. A migration that fails leaves nothing of itself behind. */
export async function migrate(
  db: Kysely<Record<never, never>>,
  dialect: DatabaseDialect,
  folder: URL = ownFolder,
): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => readMigrations(dialect, folder) } })
  const deadline = performance.now() + patienceMs
  for (;;) {
    const { error, results = [] } = await migrator.migrateToLatest()
    if (!error) return results.map((result) => result.migrationName)
    if (!isBusy(error) || performance.now() > deadline) throw error
    await delay(20 + Math.random() * 80)
  }
}

/** Only SQLite says so: Postgres lets the second one wait. */
function isBusy(error: unknown): boolean {
  return errorCode(error)?.startsWith('SQLITE_BUSY') ?? false
}

async function readMigrations(dialect: DatabaseDialect, folder: URL): Promise<Record<string, Migration>> {
  const files = (await readdir(fileURLToPath(folder))).filter((file) => file.endsWith('.ts')).sort()
  return Object.fromEntries(await Promise.all(files.map((file) => readMigration(file, dialect, folder))))
}

async function readMigration(file: string, dialect: DatabaseDialect, folder: URL): Promise<[string, Migration]> {
  const { up }: MigrationFile = await import(new URL(file, folder).href)
  return [basename(file, '.ts'), { up: (db) => up(db, dialect) }]
}
