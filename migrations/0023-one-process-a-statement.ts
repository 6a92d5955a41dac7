/**
 * Postgres reads these tables with one process a statement. What is asked of them is over in milliseconds, and by their size alone it
 * expects more: it started others to help, for which everybody waited 25 ms, and kept them from those who ask at the same time.
 */
import { sql } from 'kysely'
import type { MigrationFile } from '#platform'

/** All that there are: whichever may have helpers is read with them, and those that it is joined with. */
const tables = [
  ...['collections', 'submissions', 'runs', 'pages', 'resources', 'address_lists', 'documents', 'missed_pictures'],
  ...['blobs', 'blob_parts', 'images', 'image_details', 'image_words', 'image_colors', 'image_uses', 'occurrences'],
  ...['collection_images', 'collection_totals', 'facet_counts', 'catalogue_revision', 'deleted_collections'],
  'dead_letters',
]

export const up: MigrationFile['up'] = async (db, dialect) => {
  if (dialect.name !== 'postgres') return
  for (const table of tables) await sql`alter table ${sql.table(table)} set (parallel_workers = 0)`.execute(db)
}
