/** Fills first and sorts later: an index that is built at once takes a fraction of the time of one that grows in the order of digests. */
import { sql } from 'kysely'
import type { AnyTransaction, Database } from '#platform'
import { usual } from '../../src/platform/database/sqlite-pragmas.ts'

interface Index {
  name: string
  definition: string
}

/**
 * Does the work while the tables have no indexes but those that keep rows unique, and builds the others afterwards. A fill that was
 * killed leaves their definitions in a table, and the next one builds them.
 */
export async function withoutIndexes(database: Database, tables: string[], work: () => Promise<void>): Promise<void> {
  await database.transaction((trx) => dropIndexes(trx, database, tables))
  await setHaste(database, true)
  try {
    await work()
  } finally {
    try {
      await buildIndexes(database)
    } finally {
      await setHaste(database, false)
    }
  }
}

/** True where a fill was killed, so that indexes are missing. */
export async function wasBrokenOff(database: Database): Promise<boolean> {
  const tables = await database.tables().introspection.getTables()
  return tables.some(({ name }) => name === 'seed_indexes')
}

async function dropIndexes(trx: AnyTransaction, { dialect }: Database, tables: string[]): Promise<void> {
  await sql`create table if not exists seed_indexes (name text primary key, definition text not null)`.execute(trx)
  const { rows } = await secondary[dialect.name](tables).execute(trx)
  for (const { name, definition } of rows) {
    await sql`insert into seed_indexes (name, definition) values (${name}, ${definition})`.execute(trx)
    await sql`drop index ${sql.id(name)}`.execute(trx)
  }
}

const secondary = {
  sqlite: (tables: string[]) => sql<Index>`
    select name, sql as definition from sqlite_master
    where type = 'index' and sql like 'create index %' and tbl_name in (${sql.join(tables)})`,
  postgres: (tables: string[]) => sql<Index>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = current_schema() and indexdef like 'CREATE INDEX %' and tablename in (${sql.join(tables)})`,
}

/** Also those that an earlier fill left. */
async function buildIndexes(database: Database): Promise<void> {
  await database.longTransaction(async (trx) => {
    const { rows } = await sql<Index>`select name, definition from seed_indexes`.execute(trx)
    for (const { definition } of rows) await sql.raw(definition).execute(trx)
    await sql`drop table seed_indexes`.execute(trx)
  })
}

/** What a made-up catalogue loses in a power cut can be made again. Memory is for one who fills, not for one who serves. */
async function setHaste({ dialect, tables }: Database, isHasty: boolean): Promise<void> {
  if (dialect.name !== 'sqlite') return
  const settings = isHasty ? { cache_size: -1_000_000, synchronous: 'off', wal_autocheckpoint: 50_000 } : usual
  for (const [name, value] of Object.entries(settings)) await sql.raw(`pragma ${name} = ${value}`).execute(tables())
}
