/** A blob's own row has the first of its bytes: those of a large one stand in rows of their own. What is there already stays as it is. */
import { sql } from 'kysely'
import type { MigrationFile } from '#platform'

export const up: MigrationFile['up'] = async (db, { bytesType }) => {
  await db.schema
    .createTable('blob_parts')
    .addColumn('digest', 'text', (column) => column.notNull().references('blobs.digest').onDelete('cascade'))
    .addColumn('start', 'integer', (column) => column.notNull())
    .addColumn('data', sql.raw(bytesType), (column) => column.notNull())
    .addPrimaryKeyConstraint('blob_parts_primary', ['digest', 'start'])
    .execute()
}
