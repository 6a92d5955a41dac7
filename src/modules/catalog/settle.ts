/** The end of a batch for the catalogue: places, uses, words, counts and the revision, each row locked in one order. */
import type { Transaction } from 'kysely'
import type { DatabaseDialect, EndWork } from '#platform'
import { type CountChanges, changeCounts, createCountChanges, everywhere } from './facets/counts.ts'
import { type FacetRow, facetColumns, valuesOfImage } from './facets/image-values.ts'
import { storeHeldWays } from './facets/store-ways.ts'
import { settleUses } from './facets/use-changes.ts'
import { lockRows } from './lock-rows.ts'
import { type PlaceChanges, placeOccurrences, vacatePlaces } from './place-changes.ts'
import { raiseRevision } from './revision.ts'
import { addWords, indexChangedWords } from './search/word-repository.ts'
import type { CatalogTables, OccurrenceTable } from './tables.ts'
import type { NewOccurrence, VacatedPlaces } from './types.ts'

type Trx = Transaction<CatalogTables>

/** What a kind of record has to say at the end. */
export interface CatalogNote {
  stored?: StoredImages
  placed?: NewOccurrence[]
  vacated?: VacatedPlaces[]
}

export interface StoredImages {
  /** Images that the catalogue did not have. */
  added: FacetRow[]
  /** Images that a collection did not hold. */
  held: { collection_id: string; image_id: string }[]
  /** How many images are shown with details that they did not have. */
  detailed: number
}

/**
 * What the kinds stored is held already: runs, blobs, images that are new. Then come collections, images, counts and the
 * revision, in this order in every batch, so that those who wait for these wait in no circle.
 */
export const settle: EndWork<CatalogNote> = async (untyped, notes, dialect) => {
  const trx = untyped.withTables<CatalogTables>()
  const stored = joinStored(notes.flatMap((note) => note.stored ?? []))
  const places = await changePlaces(trx, notes, dialect)
  const fresh = freshOf(stored, places)
  const heldNow = stored.held.filter(({ image_id }) => !fresh.has(image_id))
  await lockKnown(trx, dialect, { fresh, rows: [...places.gone, ...places.come, ...heldNow] })
  const counts = createCountChanges()
  await settleUses(trx, places, counts)
  // Those of an image that is new are stored with the ways that it has now.
  await settleWords(trx, places, fresh)
  await storeHeldWays(trx, heldNow)
  await countImages(trx, stored, counts)
  await changeCounts(trx, counts.all())
  const changes = [places.gone, places.come, stored.added, stored.held]
  if (stored.detailed > 0 || changes.some((rows) => rows.length > 0)) await raiseRevision(trx)
}

function joinStored(parts: StoredImages[]): StoredImages {
  return {
    added: parts.flatMap(({ added }) => added),
    held: parts.flatMap(({ held }) => held),
    detailed: parts.reduce((sum, { detailed }) => sum + detailed, 0),
  }
}

async function changePlaces(trx: Trx, notes: CatalogNote[], dialect: DatabaseDialect): Promise<PlaceChanges> {
  const placed = notes.flatMap((note) => note.placed ?? [])
  const vacated = notes.flatMap((note) => note.vacated ?? [])
  const collections = [...placed, ...vacated].map(({ collectionId }) => collectionId)
  await lockRows(trx, dialect, 'collections', collections)
  const { gone, come } = await placeOccurrences(trx, placed)
  return { gone: [...gone, ...(await vacatePlaces(trx, vacated))], come }
}

/** Of an image that is new here, and was not left again, nobody else can have said anything: nothing is locked and read of it. */
function freshOf({ added }: StoredImages, places: PlaceChanges): Set<string> {
  const left = new Set(places.gone.map(({ image_id }) => image_id))
  return new Set(added.map(({ id }) => id).filter((id) => !left.has(id)))
}

/** Others may have something to say of these at the same time. */
async function lockKnown(
  trx: Trx,
  dialect: DatabaseDialect,
  { fresh, rows }: { fresh: Set<string>; rows: { image_id: string }[] },
): Promise<void> {
  const known = rows.map(({ image_id }) => image_id).filter((id) => !fresh.has(id))
  await lockRows(trx, dialect, 'images', known)
}

async function settleWords(trx: Trx, places: PlaceChanges, fresh: Set<string>): Promise<void> {
  const isFresh = ({ image_id }: OccurrenceTable) => fresh.has(image_id)
  const ofKnown = [...places.gone, ...places.come].filter((row) => !isFresh(row))
  await indexChangedWords(trx, ofKnown)
  await addWords(trx, places.come.filter(isFresh))
}

/** By what is stored of them: another record may have brought them first. */
async function countImages(trx: Trx, { added, held }: StoredImages, counts: CountChanges): Promise<void> {
  for (const image of added) counts.add(everywhere, valuesOfImage(image))
  const known = new Map(added.map((image) => [image.id, image]))
  const others = held.map(({ image_id }) => image_id).filter((id) => !known.has(id))
  for (const image of await findImages(trx, [...new Set(others)])) known.set(image.id, image)
  for (const { collection_id, image_id } of held) {
    const image = known.get(image_id)
    if (image) counts.add(collection_id, valuesOfImage(image))
  }
}

async function findImages(trx: Trx, ids: string[]): Promise<FacetRow[]> {
  if (ids.length === 0) return []
  return trx.selectFrom('images').select(facetColumns).where('id', 'in', ids).execute()
}
