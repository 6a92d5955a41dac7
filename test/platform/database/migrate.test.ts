/** Migrations: each once, whoever comes at the same moment; one that fails leaves nothing of itself. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { openDatabase } from '#platform'
import { up as toCharacters } from '../../../migrations/0021-text-by-its-characters.ts'
import { imageAdded, occurrencePlaced } from '../../../src/modules/catalog/records.ts'
import { migrate } from '../../../src/platform/database/migrate.ts'
import { openPostgres } from '../../../src/platform/database/postgres.ts'
import { databaseUrl, temporaryFolder } from '../../support/databases.ts'
import { collected, image, occurrence, store } from '../../support/facts.ts'
import { indexedWords } from '../../support/words.ts'

const program = fileURLToPath(new URL('../../../src/migrate.ts', import.meta.url))

async function runProgram(url: string) {
  const child = spawn(process.execPath, [program], { env: { ...process.env, DATABASE_URL: url } })
  const [out, error, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, error, status }
}

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`npm run migrate: four at the same moment, each migration once (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const ends = await Promise.all(Array.from({ length: 4 }, () => runProgram(url)))
    t.strictSame(
      ends.map(({ status, error }) => ({ status, error })),
      Array(4).fill({ status: 0, error: '' }),
    )
    t.equal(ends.filter(({ out }) => /^Applied 0001-initial\b.*\.\n$/.test(out)).length, 1)
    t.equal(ends.filter(({ out }) => out === 'The schema is up to date.\n').length, 3)
    t.match(await runProgram(url), { out: 'The schema is up to date.\n', status: 0 })
  })

  t.test(`migrate: one that fails leaves nothing half done, and is tried again (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const database = openDatabase({ url })
    t.teardown(() => database.close())
    const db = database.tables<Record<never, never>>()
    const folder = migrations(temporaryFolder(t), {
      '0001-good': 'await db.schema.createTable("good").addColumn("id", "integer").execute()',
      '0002-bad':
        'await db.schema.createTable("half").addColumn("id", "integer").execute(); throw new Error("on purpose")',
    })
    await t.rejects(migrate(db, database.dialect, folder), /on purpose/)
    const tables = (await db.introspection.getTables()).map((table) => table.name)
    t.notOk(tables.includes('half'))
    const mended = migrations(temporaryFolder(t), {
      '0001-good': 'await db.schema.createTable("good").addColumn("id", "integer").execute()',
      '0002-bad': 'await db.schema.createTable("whole").addColumn("id", "integer").execute()',
    })
    const applied = await migrate(db, database.dialect, mended)
    t.equal(applied.at(-1), '0002-bad')
    await sql`select id from whole`.execute(db)
    await sql`select id from good`.execute(db)
  })
}

t.test('npm run migrate: a database that is not there is named, without its password', async (t) => {
  const { status, error } = await runProgram('postgres://magpie:secret@127.0.0.1:1/none')
  t.equal(status, 1)
  t.match(error, /^postgres:\/\/magpie@127\.0\.0\.1:1\/none: .*ECONNREFUSED/)
  t.notMatch(error, /secret/)
})

t.test('migrations on Postgres: text is in the order of its characters, whatever the language', async (t) => {
  const database = await openMigrated(t)
  if (!database) return
  const db = database.tables<Record<never, never>>()
  const { rows: language } = await sql<{
    first: string
  }>`select min(word) as first from (values ('aa'), ('b')) as words (word)`.execute(db)
  t.strictSame(language, [{ first: 'b' }], 'here it is Danish')
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'`.execute(db)
  t.strictSame(rows, [])
})

t.test('migrations on Postgres: no statement waits for other processes to help it', async (t) => {
  const database = await openMigrated(t)
  if (!database) return
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname not like 'kysely_%'
      and 'parallel_workers=0' <> all (coalesce(reloptions, '{}'))`.execute(database.tables())
  t.strictSame(rows, [])
})

t.test('0021-text-by-its-characters: an image of many uses is found by the first of them again', async (t) => {
  const database = await openMigrated(t)
  if (!database) return
  const { collectionId } = await collected(database)
  const [logo, photo] = [image(collectionId), image(collectionId)]
  const uses = Array.from({ length: 120 }, (_, at) =>
    occurrence(logo, { page: `http://site.test/${at}`, alt: `is${at}x` }),
  )
  const placed = [...uses, occurrence(photo, { ordinal: 9 })].map(occurrencePlaced.record)
  await store(database, imageAdded.record(logo), imageAdded.record(photo), ...placed)
  const known = await indexedWords(database)
  const db = database.tables<Record<never, never>>()
  await sql`update image_words set words = ' stale' where image_id = ${logo.digest}`.execute(db)
  await database.longTransaction((trx) => toCharacters(trx, database.dialect))
  t.strictSame(await indexedWords(database), known)
})

async function openMigrated(t: Test) {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return undefined
  const database = openDatabase({ url })
  t.teardown(() => database.close())
  await database.migrate()
  return database
}

function migrations(folder: string, bodies: Record<string, string>): URL {
  mkdirSync(folder, { recursive: true })
  for (const [name, body] of Object.entries(bodies))
    writeFileSync(path.join(folder, `${name}.ts`), `export const up = async (db) => { ${body} }`)
  return pathToFileURL(`${folder}/`)
}

t.test('migrations on Postgres: as long as they need, where other statements have a limit', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const { kysely, withoutLimits } = openPostgres(url, () => {})
  t.teardown(() => kysely.destroy())
  const limitOf = async (db: typeof kysely) => {
    const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(db)
    return rows[0]?.statement_timeout
  }
  t.equal(await limitOf(kysely), '25s')
  t.equal(await withoutLimits(limitOf), '0')
  await t.rejects(
    withoutLimits((db) => sql`select`.execute(db).then(() => Promise.reject(new Error('no')))),
    /no/,
  )
})
