/**
 * The orders of images tell how an image is used, so that SQLite finds those that are used in some way by reading an index, and need not
 * keep two in the order of digests for it: of all that is written when an image comes, these changed pages all over the file.
 * Postgres asks nothing of an index but what it is sorted by, and keeps them.
 */
import type { MigrationFile } from '#platform'

const asked = ['width', 'height', 'format', 'orientation', 'animated', 'alpha', 'ways'] as const

export const up: MigrationFile['up'] = async (db, dialect) => {
  if (dialect.name === 'postgres') return
  for (const column of ['element', 'alt']) await db.schema.dropIndex(`image_uses_by_${column}`).execute()
  for (const column of ['first_seen_at', 'bytes', 'pixels']) {
    const name = `images_by_${column}_id_asked`
    await db.schema.dropIndex(name).execute()
    await db.schema
      .createIndex(name)
      .on('images')
      .columns([column, 'id', ...asked])
      .execute()
  }
}
