/** What the catalogue knows of bytes that it holds, so that nobody need decode them again. */
import type { Kysely } from 'kysely'
import { createBlobStore } from './blob-store.ts'
import { type DetailRow, detailColumns } from './detail-repository.ts'
import { type ImageRow, imageColumns, toShape } from './image-rows.ts'
import type { Metadata } from './metadata.ts'
import type { CatalogTables } from './tables.ts'
import type { Facts, KnownImage, Thumbnail } from './types.ts'

/** Undefined for bytes that it does not hold, and for images that were stored before there were details. */
export async function findKnownImage(db: Kysely<CatalogTables>, digest: string): Promise<KnownImage | undefined> {
  const row = await db
    .selectFrom('images')
    .innerJoin('image_details', 'image_details.image_id', 'images.id')
    .select([...imageColumns, ...detailColumns])
    .where('images.id', '=', digest)
    .executeTakeFirst()
  if (!row) return undefined
  const thumbnail = await findThumbnail(db, row)
  return thumbnail === undefined ? undefined : { facts: toFacts(row), thumbnail }
}

async function findThumbnail(
  db: Kysely<CatalogTables>,
  { id, thumbnail: digest }: ImageRow,
): Promise<KnownImage['thumbnail'] | undefined> {
  if (digest === null) return null
  if (digest === id) return 'original'
  const bytes = await createBlobStore(db).find(digest)
  return bytes && ({ digest, bytes } satisfies Thumbnail)
}

function toFacts(row: ImageRow & DetailRow): Facts {
  return {
    ...toShape(row),
    palette: JSON.parse(row.palette),
    duration: row.duration,
    metadata: row.metadata === null ? null : (JSON.parse(row.metadata) as Metadata),
  }
}
