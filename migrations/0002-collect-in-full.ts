/** Lists of images, full sizes, collecting again at little cost, and trying again what failed. */
import { type Kysely, sql } from 'kysely'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

export const up: MigrationFile['up'] = async (db, dialect) => {
  await extendCollections(db)
  await extendRuns(db)
  await extendResources(db)
  await createAddressLists(db, dialect.bytesType)
  await createDocuments(db, dialect.bytesType)
  await createMissedPictures(db)
}

async function extendCollections(db: Schema) {
  await db.schema
    .alterTable('collections')
    .addColumn('full_size', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
}

/** A run is compared with the one before it; its changes are counted when it ends. What failed in it may be tried again. */
async function extendRuns(db: Schema) {
  await db.schema.alterTable('runs').addColumn('previous_run_id', 'text').execute()
  await db.schema
    .alterTable('runs')
    .addColumn('retries', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  for (const name of ['changes_new', 'changes_changed', 'changes_unchanged', 'changes_gone']) {
    await db.schema.alterTable('runs').addColumn(name, 'bigint').execute()
  }
}

/** What the server said of the bytes, to be said back to it at the next visit. */
async function extendResources(db: Schema) {
  await db.schema.alterTable('resources').addColumn('etag', 'text').execute()
  await db.schema.alterTable('resources').addColumn('last_modified', 'text').execute()
}

/** The addresses of a collection that is a list: lines of JSON, compressed; one row, because they are only ever read whole. */
async function createAddressLists(db: Schema, bytesType: string) {
  await db.schema
    .createTable('address_lists')
    .addColumn('collection_id', 'text', (column) =>
      column.primaryKey().references('collections.id').onDelete('cascade'),
    )
    .addColumn('addresses', sql.raw(bytesType), (column) => column.notNull())
    .execute()
}

/** Pages and the files that go with them, as they were at the last visit, compressed: an answer of 304 brings no body. */
async function createDocuments(db: Schema, bytesType: string) {
  await db.schema
    .createTable('documents')
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id').onDelete('cascade'))
    .addColumn('url_key', 'text', (column) => column.notNull())
    .addColumn('final_url', 'text', (column) => column.notNull())
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    .addColumn('content_type', 'text')
    .addColumn('headers', 'text', (column) => column.notNull())
    .addColumn('body', sql.raw(bytesType), (column) => column.notNull())
    .addPrimaryKeyConstraint('documents_primary', ['collection_id', 'url_key'])
    .execute()
}

/** Pictures whose best candidate could not be had: where an image belongs that another try brings. */
async function createMissedPictures(db: Schema) {
  await db.schema
    .createTable('missed_pictures')
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id').onDelete('cascade'))
    .addColumn('page_key', 'text', (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('page', 'text', (column) => column.notNull())
    .addColumn('page_title', 'text')
    .addColumn('element', 'text', (column) => column.notNull())
    .addColumn('alt', 'text')
    .addColumn('candidates', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('missed_pictures_primary', ['run_id', 'page_key', 'ordinal'])
    .execute()
}
