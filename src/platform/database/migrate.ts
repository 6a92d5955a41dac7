/** Applies the migrations of the folder `migrations/`, in order, each once, under the database's lock. */
import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { DatabaseDialect } from './types.ts'

/** What a file in `migrations/` exports. */
export interface MigrationFile {
  up(db: Kysely<Record<never, never>>, dialect: DatabaseDialect): Promise<void>
}

const folder = new URL('../../../migrations/', import.meta.url)

export async function migrate(db: Kysely<Record<never, never>>, dialect: DatabaseDialect): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => readMigrations(dialect) } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw error
  return results.map((result) => result.migrationName)
}

async function readMigrations(dialect: DatabaseDialect): Promise<Record<string, Migration>> {
  const files = (await readdir(fileURLToPath(folder))).filter((file) => file.endsWith('.ts')).sort()
  return Object.fromEntries(await Promise.all(files.map((file) => readMigration(file, dialect))))
}

async function readMigration(file: string, dialect: DatabaseDialect): Promise<[string, Migration]> {
  const { up }: MigrationFile = await import(new URL(file, folder).href)
  return [basename(file, '.ts'), { up: (db) => up(db, dialect) }]
}
