/** The orders of images have what filters ask: a list that few or no images belong to is found by reading an index, and nothing all over the table. */
import type { MigrationFile } from '#platform'

/** An image's own, of few values or of a range; of hosts and domains there are indexes. */
const asked = ['width', 'height', 'format', 'orientation', 'animated', 'alpha'] as const

export const up: MigrationFile['up'] = async (db) => {
  for (const column of ['first_seen_at', 'bytes', 'pixels']) {
    await db.schema
      .createIndex(`images_by_${column}_id_asked`)
      .on('images')
      .columns([column, 'id', ...asked])
      .execute()
    // The new one does all that it did.
    await db.schema.dropIndex(`images_by_${column}_id_shape`).execute()
  }
  // How an image is used is asked of one after the other.
  for (const column of ['element', 'alt']) {
    await db.schema.createIndex(`image_uses_by_${column}`).on('image_uses').columns([column, 'image_id']).execute()
  }
}
