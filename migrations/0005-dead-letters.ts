/** Records that the database refused for their own sake, kept to be looked at and sent again. */
import { sql } from 'kysely'
import type { MigrationFile } from '#platform'

export const up: MigrationFile['up'] = async (db, dialect) => {
  await db.schema
    .createTable('dead_letters')
    // SHA-256 of the records: what is set aside twice is kept once.
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kinds', 'text', (column) => column.notNull())
    .addColumn('keys', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('set_aside_at', 'bigint', (column) => column.notNull())
    .addColumn('records', sql.raw(dialect.bytesType), (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('dead_letters_by_set_aside_at_id')
    .on('dead_letters')
    .columns(['set_aside_at', 'id'])
    .execute()
}
