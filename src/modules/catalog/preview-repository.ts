/** Which preview belongs to which image. */
import type { Kysely } from 'kysely'
import { type Database, problem } from '#platform'
import { type Blob, putBlobs } from './blob-store.ts'
import { deleteUnreferenced } from './delete-unreferenced.ts'
import { unknownImage } from './image-repository.ts'
import type { CatalogTables } from './tables.ts'
import type { Format } from './types.ts'

/** The digest of an image's preview, null while it has none. */
export async function getPreview(
  db: Kysely<CatalogTables>,
  id: string,
): Promise<{ digest: string | null; format: Format }> {
  const row = await db
    .selectFrom('images')
    .select(['preview', 'thumbnail', 'format'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw unknownImage(id)
  if (row.thumbnail) return { digest: row.preview, format: row.format as Format }
  throw problem('not-found', 'This image has no preview: its format cannot be decoded here.')
}

/** Where the image went meanwhile, or another replica was quicker, it stays as it is. */
export async function keepPreview(database: Database, id: string, preview: Blob): Promise<void> {
  await database.transaction(async (anyTrx) => {
    await database.dialect.lock(anyTrx, 'records', 'shared')
    const trx = anyTrx.withTables<CatalogTables>()
    await putBlobs(trx, database.dialect, [preview])
    const { numUpdatedRows } = await trx
      .updateTable('images')
      .set({ preview: preview.digest })
      .where('id', '=', id)
      .where('preview', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) await deleteUnreferenced(trx, [preview.digest])
  })
}
