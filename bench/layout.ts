/**
 * How long the layout of a made-up catalogue takes, when nobody asked before and when it is kept, and how large it is:
 * `node bench/layout.ts [images] [sqlite:<path> | postgres://… of an empty database or one that this filled | postgres]`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase, readConfig } from '#platform'
import { fillCatalogue } from '../scripts/seed/fill-catalogue.ts'
import { createApp } from '../src/app.ts'
import { raiseRevision } from '../src/modules/catalog/revision.ts'
import type { CatalogTables } from '../src/modules/catalog/tables.ts'
import { ask } from '../test/support/ask.ts'
import { startPostgres } from '../test/support/postgres.ts'
import { watchEventLoop } from './support/event-loop.ts'
import { versions } from './support/versions.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
const [count = '100000', given = `sqlite:${folder}/magpie.db`] = process.argv.slice(2)
const url = given === 'postgres' ? await (await startPostgres()).createDatabase() : given
const rounds = 9

const database = openDatabase({ url })
await database.migrate()
const db = database.tables<CatalogTables>()
if (!(await db.selectFrom('images').select('id').limit(1).executeTakeFirst()))
  await fillCatalogue({ database, images: Number(count) })
const { id } = await db.selectFrom('collections').select('id').executeTakeFirstOrThrow()

const config = readConfig({ PORT: '0', DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'silent' })
const app = await createApp({ config })
const origin = await app.listen()

async function timed(query: string, coding: string): Promise<{ ms: number; bytes: number }> {
  const began = performance.now()
  const headers = { 'accept-encoding': coding }
  const { status, bytes } = await ask(origin, { path: `/api/v1/images/layout?${query}`, headers })
  if (status !== 200) throw new Error(bytes.toString())
  return { ms: performance.now() - began, bytes: bytes.length }
}

async function measure(query: string): Promise<string> {
  const cold: number[] = []
  const kept: number[] = []
  const endWatching = watchEventLoop()
  for (let round = 0; round < rounds; round++) {
    // As if something had been stored: what is kept is of the revision before.
    await database.transaction((trx) => raiseRevision(trx.withTables<CatalogTables>()))
    cold.push((await timed(query, 'br')).ms)
    kept.push((await timed(query, 'br')).ms)
  }
  const { longest } = endWatching()
  const [br, gzip, plain] = await Promise.all(['br', 'gzip', 'identity'].map((coding) => timed(query, coding)))
  const sizes = `plain ${plain?.bytes}, gzip ${gzip?.bytes}, br ${br?.bytes} bytes`
  return `cold ${spread(cold)}, kept ${spread(kept)}; event loop held up ${longest} ms at most; ${sizes}`
}

function spread(times: number[]): string {
  const sorted = times.toSorted((one, other) => one - other)
  return `${sorted[sorted.length >> 1]?.toFixed(1)} ms (${sorted[0]?.toFixed(1)} to ${sorted.at(-1)?.toFixed(1)})`
}

try {
  console.log(versions())
  for (const query of [
    '',
    'sort=heaviest',
    `collection=${id}`,
    'format=jpeg,webp&sort=largest',
    'q=a',
    'minWidth=999999',
  ])
    console.log(`${query || 'all'}: ${await measure(query)}`)
} finally {
  await app.close()
  await database.close()
  rmSync(folder, { recursive: true })
}
