/** Previews, made when somebody asks for one. */
import type { MigrationFile } from '#platform'

export const up: MigrationFile['up'] = async (db) => {
  await db.schema
    .alterTable('images')
    .addColumn('preview', 'text', (column) => column.references('blobs.digest'))
    .execute()
  // Bytes that go are looked for here.
  await db.schema.createIndex('images_by_preview').on('images').column('preview').execute()
}
