/** What facets are told from without looking at every image: ways in which images are used, and images counted by value. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { countFacetsAnew } from '#catalog'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

export const up: MigrationFile['up'] = async (db, dialect) => {
  // SQLite keeps a table a second time in the index of its key, unless it is told that the key is all it needs.
  const end = dialect.name === 'sqlite' ? sql`without rowid` : sql``
  await createUses(db, end)
  await createCounts(db, end)
  await indexImages(db)
  await countFacetsAnew(db.withTables())
}

/** They go with the places, so nothing looks for those of a collection. */
async function createUses(db: Schema, end: RawBuilder<unknown>) {
  await db.schema
    .createTable('image_uses')
    .addColumn('collection_id', 'text', (column) => column.notNull())
    .addColumn('image_id', 'text', (column) => column.notNull().references('images.id'))
    .addColumn('element', 'text', (column) => column.notNull())
    .addColumn('alt', 'text', (column) => column.notNull())
    .addColumn('uses', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('image_uses_primary', ['image_id', 'collection_id', 'element', 'alt'])
    .modifyEnd(end)
    .execute()
}

async function createCounts(db: Schema, end: RawBuilder<unknown>) {
  await db.schema
    .createTable('facet_counts')
    // A collection, or '' for all of them.
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('facet', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('images', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('facet_counts_primary', ['scope', 'facet', 'value'])
    .modifyEnd(end)
    .execute()
  await db.schema
    .createIndex('facet_counts_by_scope_facet_images')
    .on('facet_counts')
    .columns(['scope', 'facet', 'images'])
    .execute()
}

/**
 * Images are looked at in the order of their digests: rare ones among many would be sought all over the table. This index has all
 * that filters and facets ask of an image, so that a scan of it reads nothing else.
 */
async function indexImages(db: Schema) {
  const asked = ['id', 'format', 'orientation', 'animated', 'alpha', 'width', 'height', 'bytes', 'pixels', 'color']
  await db.schema
    .createIndex('images_by_facets')
    .on('images')
    .columns([...asked, 'domain', 'host'])
    .execute()
}
