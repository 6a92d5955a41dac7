/** What a collection holds tells its shape too: a layout of a collection reads an index, and nothing all over the table of images. */
import { type Kysely, sql } from 'kysely'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

const orders = ['first_seen_at', 'bytes', 'pixels']

export const up: MigrationFile['up'] = async (db) => {
  // Nothing is to be kept up to date while every row changes.
  for (const column of orders) await db.schema.dropIndex(`collection_images_by_${column}`).execute()
  for (const column of ['width', 'height']) {
    await db.schema
      .alterTable('collection_images')
      .addColumn(column, 'integer', (definition) => definition.notNull().defaultTo(1))
      .execute()
  }
  await copyFromImages(db)
  for (const column of orders) {
    await db.schema
      .createIndex(`collection_images_by_${column}_shape`)
      .on('collection_images')
      .columns(['collection_id', column, 'image_id', 'width', 'height'])
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
      update collection_images set (width, height) = (select width, height from images where id = image_id)
      where image_id > ${after} and image_id <= ${end}`.execute(db)
    after = end
  }
}
