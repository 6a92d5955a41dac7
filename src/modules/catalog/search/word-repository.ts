/** Keeps the words of images: what their occurrences say, as of now. */
import type { Kysely, Transaction } from 'kysely'
import { inChunks } from '../in-chunks.ts'
import type { CatalogTables, OccurrenceTable } from '../tables.ts'
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

function byPlace(a: OccurrenceTable, b: OccurrenceTable): number {
  const [one, other] = [a, b].map(({ collection_id, page_key }) => `${collection_id} ${page_key}`) as [string, string]
  if (one === other) return a.ordinal - b.ordinal
  return one < other ? -1 : 1
}

/** The first uses of each image, in the order in which the API lists them. */
async function firstUses(db: Kysely<CatalogTables>, ids: string[]): Promise<Map<string, Use[]>> {
  const [first, ...others] = ids.map((id) => db.selectFrom(usesOf(db, id).as('uses')).selectAll())
  if (!first) return new Map()
  const rows = await others.reduce((all, each) => all.unionAll(each), first).execute()
  return Map.groupBy(rows, (row) => row.imageId)
}

function usesOf(db: Kysely<CatalogTables>, id: string) {
  return db
    .selectFrom('occurrences')
    .select(['image_id as imageId', 'alt', 'caption', 'heading', 'page_title as pageTitle', 'url'])
    .where('image_id', '=', id)
    .orderBy('collection_id')
    .orderBy('page_key')
    .orderBy('ordinal')
    .limit(maxUses)
}

/** What is the same already is not written. */
async function keepWords(trx: Transaction<CatalogTables>, images: Map<string, string[]>): Promise<void> {
  const rows = [...images].map(([id, words]) => toWordRow(id, words))
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
export function toWordRow(id: string, words: string[]) {
  return { image_id: id, words: words.map((word) => ` ${word}`).join('') }
}
