/** Takes hold of images that may have to go, with their bytes, and waits for nobody. */
import type { Transaction } from 'kysely'
import type { DatabaseDialect } from '#platform'
import { type FacetRow, facetColumns } from './facets/image-values.ts'
import type { CatalogTables, ImageTable } from './tables.ts'

type Trx = Transaction<CatalogTables>

export type SeizedImage = FacetRow & Pick<ImageTable, 'bytes' | 'thumbnail' | 'preview'>

/**
 * Who stores the same image holds its bytes (`putBlobs`), so it cannot be seized until that is done, and is held by another collection then.
 * What somebody else is at work on is left out: whoever waits for no row cannot stand in a circle of those who wait.
 */
export async function seizeImages(trx: Trx, { skipLocked }: DatabaseDialect, ids: string[]): Promise<SeizedImage[]> {
  const images = await trx
    .selectFrom('images')
    .select([...facetColumns, 'bytes', 'thumbnail', 'preview'])
    .where('id', 'in', ids)
    .orderBy('id')
    .modifyEnd(skipLocked)
    .execute()
  if (images.length === 0) return []
  const blobs = await trx
    .selectFrom('blobs')
    .select('digest')
    .where('digest', 'in', images.flatMap(digestsOf))
    .modifyEnd(skipLocked)
    .execute()
  const seized = new Set(blobs.map(({ digest }) => digest))
  return images.filter((image) => digestsOf(image).every((digest) => seized.has(digest)))
}

/** Of the bytes that it is shown by. */
export function digestsOf({ id, thumbnail, preview }: SeizedImage): string[] {
  return [id, thumbnail, preview].filter((digest) => digest !== null)
}
