/** The catalogue as the other rooms see it. */
import { type AnyTransaction, type Database, type Journal, releaseBytes } from '#platform'
import { forgetCollection, type Released, releaseShare } from './forgetting.ts'
import { totalsOf } from './image-repository.ts'
import { findKnownImage } from './known-image.ts'
import { imageAdded, occurrencePlaced, placesVacated } from './records.ts'
import type { CatalogTables } from './tables.ts'
import type { KnownImage, NewImage, NewOccurrence, VacatedPlaces } from './types.ts'

/** What process hands to the catalogue. All but `find` wait while the journal is full, and never fail for the database's sake. */
export interface CatalogWriter {
  /** What is known of these bytes; undefined where nothing is, or the database does not answer. */
  find(digest: string): Promise<KnownImage | undefined>
  /** An original of more than 8 MiB is taken over: once it is stored its memory is given back. */
  add(image: NewImage): Promise<void>
  /** The image must have been added before. */
  place(occurrence: NewOccurrence): Promise<void>
  /** Says that places of a page show nothing any more. */
  vacate(places: VacatedPlaces): Promise<void>
}

export interface Catalog extends CatalogWriter {
  /** Images and bytes that each collection holds. */
  totals(collectionIds: string[]): Promise<Map<string, { images: number; bytes: number }>>
  /** From this transaction on nothing is answered of it, and nothing more taken; false where it is not there. Needs the lock of records. */
  forget(trx: AnyTransaction, collectionId: string): Promise<boolean>
  /** Takes so many images of a forgotten collection away, those too that only it holds. `busy`: others are at work on all of these; `none`: it has no more. */
  release(trx: AnyTransaction, collectionId: string, size: number): Promise<Released>
}

const largeBytes = 8 * 1024 ** 2

export function createCatalog({ database, journal }: { database: Database; journal: Journal }): Catalog {
  const db = database.tables<CatalogTables>()

  return {
    async find(digest) {
      if (journal.state().delivery === 'away') return undefined
      return findKnownImage(db, digest).catch(unknownWhileAway)
    },
    async add(image) {
      await journal.append(imageAdded.record(image))
      // Of images that are this large one at a time is in memory, and no longer than it has to be.
      if (image.original.byteLength > largeBytes && (await journal.catchUp())) releaseBytes(image.original)
    },
    place: (occurrence) => journal.append(occurrencePlaced.record(occurrence)),
    vacate: (places) => journal.append(placesVacated.record(places)),
    totals: (collectionIds) => totalsOf(db, collectionIds),
    forget: (trx, collectionId) => forgetCollection(trx.withTables<CatalogTables>(), collectionId),
    release: (trx, collectionId, size) =>
      releaseShare(trx.withTables<CatalogTables>(), database.dialect, { collectionId, size }),
  }

  function unknownWhileAway(error: unknown): undefined {
    if (!database.dialect.isAway(error)) throw error
  }
}
