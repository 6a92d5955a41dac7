/** Keeps the words of images: what their occurrences say, as of now. */
import type { Kysely, Transaction } from 'kysely'
import { type TalliedRow, talliedColumns } from '../facets/image-values.ts'
import { inChunks } from '../in-chunks.ts'
import type { CatalogTables, OccurrenceTable, WordTable } from '../tables.ts'
import { createWordReader, type Use } from './image-words.ts'

/** An image that is used in more places is found by what the first of them say, so that a logo costs no more than a photo. */
const maxUses = 100

/** So many images in one statement. */
const chunk = 100

/**
 * Reads the words of images anew from their occurrences; the images must exist, and be locked until the transaction ends:
 * two replicas that place the same images at once would each miss what the other says.
 */
export async function indexWords(trx: Transaction<CatalogTables>, imageIds: Iterable<string>): Promise<void> {
  const read = createWordReader()
  for (const some of inChunks([...new Set(imageIds)], chunk)) {
    const uses = await firstUses(trx, some)
    await keepWords(trx, new Map(some.map((id) => [id, read(uses.get(id) ?? [])])))
  }
}

/** The same for the images of which places changed, but for those where all that changed lies beyond what is read. */
export async function indexChangedWords(trx: Transaction<CatalogTables>, changed: OccurrenceTable[]): Promise<void> {
  const lasts = await lastsRead(trx, [...new Set(changed.map((row) => row.image_id))])
  const isRead = (row: OccurrenceTable) => byPlace(row, lasts.get(row.image_id) ?? row) <= 0
  const told = changed.filter(isRead).map((row) => row.image_id)
  await indexWords(trx, told)
}

/** The words of images by their occurrences, when these are all that there are of them. */
export async function addWords(trx: Transaction<CatalogTables>, occurrences: OccurrenceTable[]): Promise<void> {
  const read = createWordReader()
  const byImage = [...Map.groupBy(occurrences, (row) => row.image_id)]
  for (const some of inChunks(byImage, chunk)) {
    await keepWords(trx, new Map(some.map(([id, rows]) => [id, read(firstOf(rows))])))
  }
}

function firstOf(rows: OccurrenceTable[]): Use[] {
  const first = rows.toSorted(byPlace).slice(0, maxUses)
  return first.map(toUse)
}

export function toUse({ alt, caption, heading, page_title, url }: OccurrenceTable): Use {
  return { alt, caption, heading, pageTitle: page_title, url }
}

type Place = Pick<OccurrenceTable, 'collection_id' | 'page_key' | 'ordinal'>

function byPlace(a: Place, b: Place): number {
  const [one, other] = [a, b].map(({ collection_id, page_key }) => `${collection_id} ${page_key}`) as [string, string]
  if (one === other) return a.ordinal - b.ordinal
  return one < other ? -1 : 1
}

/** The first uses of each image. */
async function firstUses(db: Kysely<CatalogTables>, ids: string[]): Promise<Map<string, Use[]>> {
  const columns = ['image_id as imageId', 'alt', 'caption', 'heading', 'page_title as pageTitle', 'url'] as const
  const [first, ...others] = ids.map((id) =>
    db.selectFrom(inOrder(db, id).select(columns).limit(maxUses).as('uses')).selectAll(),
  )
  if (!first) return new Map()
  const rows = await first.unionAll(others).execute()
  return Map.groupBy(rows, (row) => row.imageId)
}

/** Of each image that has as many: the place of the last use that is read. */
async function lastsRead(db: Kysely<CatalogTables>, ids: string[]): Promise<Map<string, Place>> {
  const lasts = new Map<string, Place>()
  for (const some of inChunks(ids, chunk)) {
    const [first, ...others] = some.map((id) => db.selectFrom(lastRead(db, id).as('last')).selectAll())
    const rows = await first?.unionAll(others).execute()
    for (const row of rows ?? []) lasts.set(row.image_id, row)
  }
  return lasts
}

function lastRead(db: Kysely<CatalogTables>, id: string) {
  const place = inOrder(db, id).select(['image_id', 'collection_id', 'page_key', 'ordinal'])
  return place.limit(1).offset(maxUses - 1)
}

/** The uses of an image, in the order in which the API lists them. */
function inOrder(db: Kysely<CatalogTables>, id: string) {
  return db
    .selectFrom('occurrences')
    .where('image_id', '=', id)
    .orderBy('collection_id')
    .orderBy('page_key')
    .orderBy('ordinal')
}

/** What is the same already is not written. The facts of an image are those that it has, and `storeWays` keeps what changes of them. */
async function keepWords(trx: Transaction<CatalogTables>, words: Map<string, string[]>): Promise<void> {
  const images = await trx
    .selectFrom('images')
    .select(['id', ...talliedColumns])
    .where('id', 'in', [...words.keys()])
    .execute()
  const rows = images.map((image) => toWordRow(image, words.get(image.id) ?? []))
  await trx
    .insertInto('image_words')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('image_id')
        .doUpdateSet((eb) => ({ words: eb.ref('excluded.words') }))
        .whereRef('image_words.words', '<>', 'excluded.words'),
    )
    .execute()
}

/** Each word with a space before it, so that a pattern finds where it begins. */
export function toWordRow(image: TalliedRow & { id: string }, words: string[]): WordTable {
  const { id, format, domain, host, orientation, color, pixels, ways } = image
  const own = { image_id: id, words: words.map((word) => ` ${word}`).join('') }
  return { ...own, format, domain, host, orientation, color, pixels, ways }
}
