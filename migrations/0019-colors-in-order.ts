/** Colours tell when their image was first seen: those of a stretch of that order are read cell by cell, and nothing else. */
import { type Kysely, sql } from 'kysely'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

export const up: MigrationFile['up'] = async (db) => {
  // Nothing is to be kept up to date while every row changes.
  await db.schema.dropIndex('image_colors_by_cell').execute()
  await db.schema
    .alterTable('image_colors')
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await fill(db)
  await db.schema
    .createIndex('image_colors_by_cell')
    .on('image_colors')
    .columns(['cell', 'first_seen_at', 'image_id', 'lightness', 'red', 'yellow'])
    .execute()
}

/** In steps: no statement may take the longer the more images there are. */
async function fill(db: Schema) {
  for (let after = ''; ; ) {
    const { rows } = await sql<{ id: string }>`
      select id from images where id > ${after} order by id limit 5000`.execute(db)
    const end = rows.at(-1)?.id
    if (end === undefined) return
    await sql`
      update image_colors set first_seen_at = (select first_seen_at from images where id = image_id)
      where image_id > ${after} and image_id <= ${end}`.execute(db)
    after = end
  }
}
