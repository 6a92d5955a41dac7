/** Images that look alike: their perceptual hashes are looked for by quarters of them. */
import { sql } from 'kysely'
import type { MigrationFile } from '#platform'

/** Hashes that are near each other have a quarter that is nearer still. The whole hash goes along, so that the index alone answers. */
export const up: MigrationFile['up'] = async (db, dialect) => {
  for (const start of [1, 5, 9, 13]) {
    await db.schema
      .createIndex(`images_by_phash_from_${start}`)
      .on('images')
      .expression(sql`substr(phash, ${sql.lit(start)}, 4), phash`)
      .execute()
  }
  await db.schema.createIndex('images_by_phash').on('images').column('phash').execute()
  // Of an expression Postgres knows nothing before it has looked, and would read the whole table until then.
  if (dialect.name === 'postgres') await sql`analyze images`.execute(db)
}
