/** Takes images out of a collection: with their places in it, and altogether where nobody else holds or uses them. */
import { setImmediate } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { DatabaseDialect } from '#platform'
import { deleteUnreferenced } from './delete-unreferenced.ts'
import { type CountChanges, everywhere } from './facets/counts.ts'
import { valuesOfImage } from './facets/image-values.ts'
import { settleUses } from './facets/use-changes.ts'
import { indexWords } from './search/word-repository.ts'
import { digestsOf, type SeizedImage, seizeImages } from './seize-images.ts'
import type { CatalogTables, OccurrenceTable } from './tables.ts'

type Trx = Transaction<CatalogTables>

interface Release {
  collectionId: string
  /** Those that somebody else is at work on stay for another time. */
  wanted: string[]
  /** Gets what is to be changed in the counts, when all is done. */
  counts: CountChanges
}

/** A logo has ten thousand places: it goes when no more than these are left. */
const mostPlaces = 1000

/** Answers whether anything went. SQLite answers at once, so between the parts others have their turn of the event loop. */
export async function releaseImages(trx: Trx, dialect: DatabaseDialect, release: Release): Promise<boolean> {
  const { collectionId, wanted, counts } = release
  const images = await seizeImages(trx, dialect, wanted)
  if (images.length === 0) return false
  const gone = await takePlaces(trx, collectionId, images)
  await setImmediate()
  await settleUses(trx, { gone, come: [] }, counts)
  await setImmediate()
  const deleted = gone.length < mostPlaces ? await letGo(trx, images, release) : []
  await setImmediate()
  // What others hold is no longer found by what this collection said of it.
  const left = gone.map(({ image_id }) => image_id).filter((id) => !deleted.includes(id))
  await indexWords(trx, left)
  return true
}

async function takePlaces(trx: Trx, collectionId: string, images: SeizedImage[]): Promise<OccurrenceTable[]> {
  const key = ['collection_id', 'page_key', 'ordinal'] as const
  return trx
    .deleteFrom('occurrences')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple(...key),
        'in',
        selectFrom('occurrences')
          .select(key)
          .where('collection_id', '=', collectionId)
          .where(
            'image_id',
            'in',
            images.map(({ id }) => id),
          )
          .limit(mostPlaces)
          .$asTuple(...key),
      ),
    )
    .returningAll()
    .execute()
}

/** The collection holds them no more. Answers those that are gone, because nobody does. */
async function letGo(trx: Trx, images: SeizedImage[], { collectionId, counts }: Release): Promise<string[]> {
  const byId = new Map(images.map((image) => [image.id, image]))
  const held = await trx
    .deleteFrom('collection_images')
    .where('collection_id', '=', collectionId)
    .where('image_id', 'in', [...byId.keys()])
    .returning('image_id')
    .execute()
  const left = held.flatMap(({ image_id }) => byId.get(image_id) ?? [])
  for (const image of left) counts.add(collectionId, valuesOfImage(image), -1)
  await subtractFromTotals(trx, collectionId, left)
  const deleted = await deleteUnheld(trx, images)
  for (const id of deleted) counts.add(everywhere, valuesOfImage(byId.get(id) as SeizedImage), -1)
  return deleted
}

async function subtractFromTotals(trx: Trx, collectionId: string, images: SeizedImage[]): Promise<void> {
  const bytes = images.reduce((sum, image) => sum + image.bytes, 0)
  await trx
    .updateTable('collection_totals')
    .set((eb) => ({ images: eb('images', '-', images.length), bytes: eb('bytes', '-', bytes) }))
    .where('collection_id', '=', collectionId)
    .execute()
}

/** With their bytes. */
async function deleteUnheld(trx: Trx, images: SeizedImage[]): Promise<string[]> {
  const rows = await trx
    .deleteFrom('images')
    .where(
      'id',
      'in',
      images.map(({ id }) => id),
    )
    .where(({ eb, and, not, exists }) =>
      and(
        (['collection_images', 'occurrences'] as const).map((table) =>
          not(exists(eb.selectFrom(table).select('image_id').whereRef('image_id', '=', 'images.id'))),
        ),
      ),
    )
    .returning('id')
    .execute()
  const deleted = new Set(rows.map(({ id }) => id))
  const digests = images.filter(({ id }) => deleted.has(id)).flatMap(digestsOf)
  if (digests.length > 0) await deleteUnreferenced(trx, digests)
  return [...deleted]
}
