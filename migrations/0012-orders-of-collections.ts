/** What lists of a collection are ordered by, beside the collection: so that a page of it is read off an index, however large it is. */
import { type Kysely, sql } from 'kysely'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

const columns = ['first_seen_at', 'bytes', 'pixels'] as const

export const up: MigrationFile['up'] = async (db) => {
  for (const column of columns) {
    await db.schema
      .alterTable('collection_images')
      .addColumn(column, 'bigint', (definition) => definition.notNull().defaultTo(0))
      .execute()
  }
  await copyFromImages(db)
  for (const column of columns) {
    await db.schema
      .createIndex(`collection_images_by_${column}`)
      .on('collection_images')
      .columns(['collection_id', column, 'image_id'])
      .execute()
  }
  for (const name of ['host', 'domain']) {
    await db.schema
      .createIndex(`images_by_${name}_first_seen_at_id`)
      .on('images')
      .columns([name, 'first_seen_at', 'id'])
      .execute()
  }
}

/** In steps: no statement may take the longer the more images there are. */
async function copyFromImages(db: Schema) {
  for (let after = ''; ; ) {
    const { rows } = await sql<{
      id: string
    }>`select id from images where id > ${after} order by id limit 5000`.execute(db)
    const end = rows.at(-1)?.id
    if (end === undefined) return
    await sql`
      update collection_images set (first_seen_at, bytes, pixels) =
        (select first_seen_at, bytes, pixels from images where id = image_id)
      where image_id > ${after} and image_id <= ${end}`.execute(db)
    after = end
  }
}
