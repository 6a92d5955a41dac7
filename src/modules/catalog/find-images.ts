/** Images by their ids. */
import type { Kysely } from 'kysely'
import { imageColumns, toImage } from './image-rows.ts'
import { inChunks } from './in-chunks.ts'
import type { Image } from './schemas.ts'
import type { CatalogTables } from './tables.ts'

/** Those that have gone are left out. */
export async function findImages(db: Kysely<CatalogTables>, ids: string[]): Promise<Map<string, Image>> {
  const images = new Map<string, Image>()
  for (const share of inChunks([...new Set(ids)], 500)) {
    const rows = await db.selectFrom('images').select(imageColumns).where('id', 'in', share).execute()
    for (const row of rows) images.set(row.id, toImage(row))
  }
  return images
}
