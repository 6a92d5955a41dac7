/** What is known of an image and only asked for when it is opened. They go with the image, by the database's own doing. */
import type { Kysely, Transaction } from 'kysely'
import { addColors } from './colors/color-repository.ts'
import type { ImageDetails } from './detail-schemas.ts'
import { type Metadata, shownMetadata } from './metadata.ts'
import type { CatalogTables, DetailTable } from './tables.ts'
import type { NewImage } from './types.ts'

/** Of images that are in the catalogue, each once, in one statement; what is known already stays as it is. Answers of how many nothing was. */
export async function addDetails(trx: Transaction<CatalogTables>, images: NewImage[]): Promise<number> {
  if (images.length === 0) return 0
  const added = await trx
    .insertInto('image_details')
    .values(images.map(toDetailRow))
    .onConflict((conflict) => conflict.column('image_id').doNothing())
    .returning(['image_id', 'palette'])
    .execute()
  await addColors(trx, new Map(added.map(({ image_id, palette }) => [image_id, JSON.parse(palette)])))
  return added.length
}

/** What is asked for them, one by one, as for images (`imageColumns`). */
export const detailColumns = ['palette', 'duration', 'metadata'] as const

export type DetailRow = Pick<DetailTable, (typeof detailColumns)[number]>

export interface DetailOptions {
  /** Whether the metadata tell the place where it was taken. */
  location?: boolean
}

/** Nothing of an image that was stored before there were details. */
export async function findDetails(
  db: Kysely<CatalogTables>,
  imageId: string,
  options: DetailOptions = {},
): Promise<ImageDetails> {
  const row = await db
    .selectFrom('image_details')
    .select(detailColumns)
    .where('image_id', '=', imageId)
    .executeTakeFirst()
  return row ? toDetails(row, options) : { palette: [], duration: null, metadata: null }
}

export function toDetailRow({ digest, facts: { palette, duration, metadata } }: NewImage): DetailTable {
  return {
    image_id: digest,
    palette: JSON.stringify(palette),
    duration,
    metadata: metadata && JSON.stringify(metadata),
  }
}

function toDetails({ palette, duration, metadata }: DetailRow, { location = false }: DetailOptions): ImageDetails {
  return {
    palette: JSON.parse(palette),
    duration,
    metadata: metadata === null ? null : shownMetadata(JSON.parse(metadata) as Metadata, location),
  }
}
