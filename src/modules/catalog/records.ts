/** The records by which the catalogue learns. */
import { recordKind } from '#platform'
import { putBlobs } from './blob-store.ts'
import { addImages } from './image-repository.ts'
import { withoutForgotten } from './known-collections.ts'
import { settle } from './settle.ts'
import type { CatalogTables } from './tables.ts'
import type { NewImage, NewOccurrence, VacatedPlaces } from './types.ts'

export const imageAdded = recordKind<CatalogTables, NewImage>('image-added', async (trx, given, { dialect, atEnd }) => {
  const images = await withoutForgotten(trx, given)
  const thumbnails = images.flatMap(({ thumbnail }) => thumbnail ?? [])
  await putBlobs(trx, dialect, [...images.map(({ digest, original }) => ({ digest, bytes: original })), ...thumbnails])
  atEnd(settle, { stored: await addImages(trx, images) })
})

export const occurrencePlaced = recordKind<CatalogTables, NewOccurrence>(
  'occurrence-placed',
  async (_, placed, { atEnd }) => atEnd(settle, { placed }),
)

export const placesVacated = recordKind<CatalogTables, VacatedPlaces>('places-vacated', async (_, vacated, { atEnd }) =>
  atEnd(settle, { vacated }),
)

/** In the order in which a batch stores them. */
export const catalogRecords = [imageAdded, occurrencePlaced, placesVacated]
