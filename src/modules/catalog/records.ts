/** The records by which the catalogue learns. */
import { recordKind } from '#platform'
import { putBlobs } from './blob-store.ts'
import { addImages, withoutForgotten } from './image-repository.ts'
import { placeOccurrences, vacatePlaces } from './occurrence-repository.ts'
import type { CatalogTables } from './tables.ts'
import type { NewImage, NewOccurrence, VacatedPlaces } from './types.ts'

export const imageAdded = recordKind<CatalogTables, NewImage>('image-added', async (trx, given) => {
  const images = await withoutForgotten(trx, given)
  const thumbnails = images.flatMap(({ thumbnail }) => thumbnail ?? [])
  await putBlobs(trx, [...images.map(({ digest, original }) => ({ digest, bytes: original })), ...thumbnails])
  await addImages(trx, images)
})

export const occurrencePlaced = recordKind<CatalogTables, NewOccurrence>('occurrence-placed', placeOccurrences)

export const placesVacated = recordKind<CatalogTables, VacatedPlaces>('places-vacated', vacatePlaces)

/** In the order in which a batch stores them. */
export const catalogRecords = [imageAdded, occurrencePlaced, placesVacated]
