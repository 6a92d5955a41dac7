/** Collections that are deleted go in steps: those on their way are looked for, and those that went are remembered. */
import { sql } from 'kysely'
import type { MigrationFile } from '#platform'

export const up: MigrationFile['up'] = async (db) => {
  await db.schema
    .createIndex('collections_forgotten')
    .on('collections')
    .column('id')
    .where(sql.ref('forgotten'), '=', sql.lit(1))
    .execute()
  // The record that made one may come a second time, from the disk of a replica that was down for days: it makes it no more.
  await db.schema
    .createTable('deleted_collections')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('deleted_at', 'bigint', (column) => column.notNull())
    .execute()
}
