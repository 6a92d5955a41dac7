/** The first schema: collections and their runs, what a run found, and the catalogue of images. */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

/*
 * Shared by both databases: ids and digests as text, times as milliseconds since the epoch, truth as 0 or 1, lists as JSON.
 * An address can be longer than an index of Postgres carries, so rows are keyed by a digest of it (`page_key`, `url_key`).
 */
export const up: MigrationFile['up'] = async (db, dialect) => {
  await createCollections(db)
  await createRuns(db)
  await createPages(db)
  await createResources(db)
  await createBlobs(db, dialect.bytesType)
  await createImages(db)
  await createCollectionImages(db)
  await createOccurrences(db)
}

async function createCollections(db: Schema) {
  await db.schema
    .createTable('collections')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('max_pages', 'integer', (column) => column.notNull())
    .addColumn('max_depth', 'integer')
    .addColumn('include', 'text', (column) => column.notNull())
    .addColumn('exclude', 'text', (column) => column.notNull())
    .addColumn('robots', 'integer', (column) => column.notNull())
    .addColumn('min_width', 'integer', (column) => column.notNull())
    .addColumn('min_height', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    // 1 when the catalogue has forgotten it: it takes no more images, although its row is there for a moment longer.
    .addColumn('forgotten', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createTable('submissions')
    .addColumn('idempotency_key', 'text', (column) => column.primaryKey())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await index(db, 'submissions', ['collection_id'])
}

async function createRuns(db: Schema) {
  await db.schema
    .createTable('runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id').onDelete('cascade'))
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addColumn('error', 'text')
    .addColumn('cancel_requested', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_owner', 'text')
    .addColumn('lease_expires_at', 'bigint')
    .addColumn('fencing_token', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .$call((table) => counters(table, ['pages_fetched', 'pages_skipped', 'pages_failed', 'pages_waiting']))
    .$call((table) =>
      counters(table, [
        'images_stored',
        'images_duplicate',
        'images_alternate',
        'images_skipped',
        'images_failed',
        'images_waiting',
        'bytes',
      ]),
    )
    .execute()
  await index(db, 'runs', ['collection_id', 'id'])
  await index(db, 'runs', ['state', 'created_at'])
  // A collection has one active run at most, whoever queues it.
  await db.schema
    .createIndex('runs_active_by_collection')
    .unique()
    .on('runs')
    .column('collection_id')
    .where(sql.ref('state'), 'in', ['queued', 'running'])
    .execute()
}

function counters<Table extends string>(table: CreateTableBuilder<Table>, names: string[]): CreateTableBuilder<Table> {
  return names.reduce((made, name) => made.addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0)), table)
}

async function createPages(db: Schema) {
  await db.schema
    .createTable('pages')
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id').onDelete('cascade'))
    .addColumn('page_key', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('final_url', 'text')
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('status', 'integer')
    .addColumn('title', 'text')
    .addColumn('depth', 'integer', (column) => column.notNull())
    .addColumn('images', 'integer', (column) => column.notNull())
    // 1 when every picture of the page has its verdict: a run that is taken over reads the others again.
    .addColumn('settled', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('pages_primary', ['run_id', 'page_key'])
    .execute()
  await index(db, 'pages', ['run_id', 'position'])
  await index(db, 'pages', ['run_id', 'verdict', 'position'])
}

async function createResources(db: Schema) {
  await db.schema
    .createTable('resources')
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id').onDelete('cascade'))
    .addColumn('url_key', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('final_url', 'text')
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('status', 'integer')
    .addColumn('content_type', 'text')
    .addColumn('bytes', 'bigint')
    .addColumn('image_id', 'text')
    .addColumn('page', 'text', (column) => column.notNull())
    .addColumn('element', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('resources_primary', ['run_id', 'url_key'])
    .execute()
  await index(db, 'resources', ['run_id', 'position'])
  await index(db, 'resources', ['run_id', 'verdict', 'position'])
  // Of the addresses that gave the same bytes one is stored: it is looked for with every batch.
  await db.schema
    .createIndex('resources_stored_by_image')
    .on('resources')
    .columns(['run_id', 'image_id'])
    .where(sql.ref('verdict'), '=', 'stored')
    .execute()
}

async function createBlobs(db: Schema, bytesType: string) {
  await db.schema
    .createTable('blobs')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('data', sql.raw(bytesType), (column) => column.notNull())
    .execute()
}

async function createImages(db: Schema) {
  await db.schema
    .createTable('images')
    .addColumn('id', 'text', (column) => column.primaryKey().references('blobs.digest'))
    .addColumn('thumbnail', 'text', (column) => column.references('blobs.digest'))
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('domain', 'text', (column) => column.notNull())
    .addColumn('page', 'text', (column) => column.notNull())
    .addColumn('alt', 'text')
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('width', 'integer', (column) => column.notNull())
    .addColumn('height', 'integer', (column) => column.notNull())
    .addColumn('pixels', 'bigint', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('animated', 'integer', (column) => column.notNull())
    .addColumn('frames', 'integer', (column) => column.notNull())
    .addColumn('alpha', 'integer', (column) => column.notNull())
    .addColumn('damaged', 'integer', (column) => column.notNull())
    .addColumn('orientation', 'text', (column) => column.notNull())
    .addColumn('color', 'text')
    .addColumn('thumbhash', 'text')
    .addColumn('phash', 'text')
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .execute()
  await index(db, 'images', ['first_seen_at', 'id'])
  await index(db, 'images', ['bytes', 'id'])
  await index(db, 'images', ['pixels', 'id'])
  await index(db, 'images', ['thumbnail'])
}

async function createCollectionImages(db: Schema) {
  await db.schema
    .createTable('collection_images')
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id').onDelete('cascade'))
    .addColumn('image_id', 'text', (column) => column.notNull().references('images.id'))
    .addPrimaryKeyConstraint('collection_images_primary', ['collection_id', 'image_id'])
    .execute()
  await index(db, 'collection_images', ['image_id'])
  await db.schema
    .createTable('collection_totals')
    .addColumn('collection_id', 'text', (column) =>
      column.primaryKey().references('collections.id').onDelete('cascade'),
    )
    .addColumn('images', 'bigint', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .execute()
}

async function createOccurrences(db: Schema) {
  await db.schema
    .createTable('occurrences')
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id').onDelete('cascade'))
    .addColumn('page_key', 'text', (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('image_id', 'text', (column) => column.notNull().references('images.id'))
    .addColumn('page', 'text', (column) => column.notNull())
    .addColumn('page_title', 'text')
    .addColumn('element', 'text', (column) => column.notNull())
    .addColumn('alt', 'text')
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('alternates', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('occurrences_primary', ['collection_id', 'page_key', 'ordinal'])
    .execute()
  await index(db, 'occurrences', ['image_id', 'collection_id', 'page_key', 'ordinal'])
  await index(db, 'occurrences', ['page_key'])
}

async function index(db: Schema, table: string, columns: string[]) {
  await db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute()
}
