/** The bytes that the catalogue keeps, and whether each has a reason to be there. */
import type { Test } from 'tap'
import type { Database } from '#platform'
import type { CatalogTables } from '../../src/modules/catalog/tables.ts'

const tables = (database: Database) => database.tables<CatalogTables>()

/** Digests. */
export async function blobs(database: Database): Promise<string[]> {
  const rows = await tables(database).selectFrom('blobs').select('digest').orderBy('digest').execute()
  return rows.map((row) => row.digest)
}

/** Every image is held by a collection, every blob is used by an image. */
export async function hasNoOrphans(t: Test, database: Database): Promise<void> {
  const db = tables(database)
  const images = await db.selectFrom('images').select(['id', 'thumbnail', 'preview']).execute()
  const held = await db.selectFrom('collection_images').select('image_id').distinct().execute()
  t.strictSame(images.map(({ id }) => id).sort(), held.map(({ image_id }) => image_id).sort(), 'every image is held')
  const used = new Set(
    images.flatMap(({ id, thumbnail, preview }) => [id, thumbnail, preview].filter((each) => each !== null)),
  )
  t.strictSame(await blobs(database), [...used].sort(), 'every blob is used')
}
