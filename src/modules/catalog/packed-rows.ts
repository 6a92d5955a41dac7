/** Rows of numbers as one text: what takes Postgres' client long is rows and columns, not bytes. */
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { CatalogTables, ImageTable } from './tables.ts'

type Query = SelectQueryBuilder<CatalogTables, 'images', Partial<ImageTable>>

/** The columns are numbers, but for `id`; the rows come in the order of the query's own. */
export async function packedRows(
  db: Kysely<CatalogTables>,
  query: Query,
  { columns, order }: { columns: (keyof ImageTable)[]; order: readonly [keyof ImageTable, 'asc' | 'desc'] },
): Promise<Partial<ImageTable>[]> {
  const [by, direction] = order
  const way = sql.raw(direction)
  const { rows } = await sql<{ packed: string | null }>`
    select string_agg(concat_ws(' ', ${sql.join(columns.map((column) => sql.ref(column)))}), ' '
      order by ${sql.ref(by)} ${way}, id ${way}) as packed from (${query}) as part`.execute(db)
  const words = rows[0]?.packed?.split(' ') ?? []
  return Array.from({ length: words.length / columns.length }, (_, row) => unpack(words, columns, row))
}

function unpack(words: string[], columns: (keyof ImageTable)[], row: number): Partial<ImageTable> {
  const read: Record<string, string | number> = {}
  for (const [at, column] of columns.entries()) {
    const word = words[row * columns.length + at] as string
    read[column] = column === 'id' ? word : Number(word)
  }
  return read
}
