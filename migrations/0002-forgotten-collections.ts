/** A collection that the catalogue has forgotten takes no more images, although its row is there for a moment longer. */
import type { MigrationFile } from '#platform'

export const up: MigrationFile['up'] = async (db) => {
  await db.schema
    .alterTable('collections')
    .addColumn('forgotten', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
