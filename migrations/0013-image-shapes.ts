/** The orders of images tell their shapes too: a layout of all of them reads an index, and nothing all over the table. */
import type { MigrationFile } from '#platform'

export const up: MigrationFile['up'] = async (db) => {
  for (const column of ['first_seen_at', 'bytes', 'pixels']) {
    await db.schema
      .createIndex(`images_by_${column}_id_shape`)
      .on('images')
      .columns([column, 'id', 'width', 'height'])
      .execute()
    // The new one does all that it did.
    await db.schema.dropIndex(`images_by_${column}_id`).execute()
  }
}
