/** Text in the order of its characters' code points, whatever the language of a Postgres: as SQLite and JavaScript have it, with which places are compared. */
import { type Kysely, sql } from 'kysely'
import { createWordReader } from '#catalog'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

interface Use {
  alt: string | null
  caption: string | null
  heading: string | null
  pageTitle: string | null
  url: string
}

/** All that there are: two columns that are compared with each other want one order, or no index answers. */
const tables = [
  ...['collections', 'submissions', 'runs', 'pages', 'resources', 'address_lists', 'documents', 'missed_pictures'],
  ...['blobs', 'blob_parts', 'images', 'image_details', 'image_words', 'image_colors', 'image_uses', 'occurrences'],
  ...['collection_images', 'collection_totals', 'facet_counts', 'deleted_collections', 'dead_letters'],
]

/** No row is written anew, but every index of text is built again. */
export const up: MigrationFile['up'] = async (db, dialect) => {
  if (dialect.name !== 'postgres') return
  for (const table of tables) {
    const changes = (await textColumns(db, table)).map(
      (column) => sql`alter column ${sql.ref(column)} type text collate "C"`,
    )
    await sql`alter table ${sql.table(table)} ${sql.join(changes)}`.execute(db)
    // What Postgres knew of the values went with the old order, and it would look again when many rows have changed.
    await sql`analyze ${sql.table(table)}`.execute(db)
  }
  await readWordsAnew(db)
}

/** Of the words of images tokens are generated, so their column cannot change; nothing is ordered by it. */
async function textColumns(db: Schema, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and data_type = 'text'
      and (table_name, column_name) <> ('image_words', 'words')`.execute(db)
  return rows.map(({ name }) => name)
}

/** An image is found by its first hundred uses: of those with more, these may be others now, and what has changed in them was missed. */
async function readWordsAnew(db: Schema) {
  const read = createWordReader()
  const { rows } = await sql<{ id: string }>`
    select image_id as id from occurrences group by image_id having count(*) > 100`.execute(db)
  for (const { id } of rows) {
    const { rows: uses } = await sql<Use>`
      select alt, caption, heading, page_title as "pageTitle", url from occurrences where image_id = ${id}
      order by collection_id, page_key, ordinal limit 100`.execute(db)
    const words = read(uses).map((word) => ` ${word}`)
    await sql`update image_words set words = ${words.join('')} where image_id = ${id}`.execute(db)
  }
}
