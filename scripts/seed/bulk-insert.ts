/** Many rows in one statement that stays the same: they travel as one value, and the database takes them apart. */
import { CompiledQuery, sql } from 'kysely'
import type { AnyTransaction, DatabaseDialect } from '#platform'

export type Row = Record<string, string | number | null | Buffer>

/** All rows have the columns of the first; those that are there already stay as they are. */
export async function bulkInsert(
  trx: AnyTransaction,
  { name }: DatabaseDialect,
  table: string,
  rows: Row[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  await trx.executeQuery(CompiledQuery.raw(statements[name](table, first), [toJson[name](rows)]))
}

const statements = {
  sqlite: (table: string, row: Row) => {
    const values = Object.values(row).map((value, at) => {
      const text = `value->>'$[${at}]'`
      return Buffer.isBuffer(value) ? `unhex(${text})` : text
    })
    return `insert into "${table}" (${names(row)}) select ${values} from json_each(?) where true on conflict do nothing`
  },
  postgres: (table: string, row: Row) =>
    `insert into "${table}" (${names(row)}) select ${names(row)}
      from json_populate_recordset(null::"${table}", $1::json) on conflict do nothing`,
}

function names(row: Row): string {
  return Object.keys(row)
    .map((name) => `"${name}"`)
    .join()
}

const toJson = {
  sqlite: (rows: Row[]) => JSON.stringify(rows.map((row) => Object.values(row).map((value) => inJson(value, '')))),
  postgres: (rows: Row[]) =>
    JSON.stringify(
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inJson(value, '\\x')]))),
    ),
}

/** Bytes as hexadecimal digits. */
function inJson(value: Row[string], prefix: string) {
  return Buffer.isBuffer(value) ? prefix + value.toString('hex') : value
}

/** The database knows how its new rows are spread only after it looked. */
export async function analyze(trx: AnyTransaction, tables: string[]): Promise<void> {
  for (const table of tables) await sql`analyze ${sql.table(table)}`.execute(trx)
}
