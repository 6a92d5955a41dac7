/** The revision of the catalogue: one row, and a number that grows with every change of what is answered from it. */
import { sql } from 'kysely'
import type { MigrationFile } from '#platform'

export const up: MigrationFile['up'] = async (db) => {
  await db.schema
    .createTable('catalogue_revision')
    // There is one row.
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .execute()
  await sql`insert into catalogue_revision (id, revision) values (1, 1)`.execute(db)
}
