/** Runs a test on every kind of database: a fresh one each, brought up to date. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t, { type Test } from 'tap'
import { type Database, openDatabase } from '#platform'
import { sharedPostgres } from './postgres.ts'

export type DatabaseName = 'sqlite' | 'postgres'

/** One test on each database. Where no Postgres can be had that half is skipped, loudly; never where CI is set. */
export function onEveryDatabase(title: string, work: (t: Test, database: Database) => Promise<void>): void {
  t.test(`${title} (SQLite)`, async (t) => work(t, await openFresh(t, await databaseUrl(t, 'sqlite'))))
  t.test(`${title} (Postgres)`, async (t) => {
    const url = await databaseUrl(t, 'postgres')
    if (url) await work(t, await openFresh(t, url))
  })
}

/** The address of an empty database; of Postgres, '' with the test marked as skipped where none can be had. */
export async function databaseUrl(t: Test, name: DatabaseName): Promise<string> {
  if (name === 'sqlite') return `sqlite:${path.join(temporaryFolder(t), 'magpie.db')}`
  try {
    return await (await sharedPostgres()).createDatabase()
  } catch (error) {
    if (process.env.CI) throw error
    t.comment(`SKIPPED, NOTHING OF POSTGRES IS PROVEN HERE: ${(error as Error).message}`)
    t.pass((error as Error).message, { skip: true })
    return ''
  }
}

export function temporaryFolder(t: Pick<Test, 'teardown'>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'magpie-test-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function openFresh(t: Test, url: string): Promise<Database> {
  const database = openDatabase({ url })
  t.teardown(() => database.close())
  await database.migrate()
  return database
}
