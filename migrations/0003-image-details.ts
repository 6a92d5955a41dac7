/** What is known of an image and only shown when it is opened: palette, duration, what the file says of itself. */
import type { MigrationFile } from '#platform'

/** Apart from `images`, whose rows are read by the hundred. Palette and metadata are JSON. */
export const up: MigrationFile['up'] = async (db) => {
  await db.schema
    .createTable('image_details')
    .addColumn('image_id', 'text', (column) => column.primaryKey().references('images.id').onDelete('cascade'))
    .addColumn('palette', 'text', (column) => column.notNull())
    .addColumn('duration', 'bigint')
    .addColumn('metadata', 'text')
    .execute()
}
