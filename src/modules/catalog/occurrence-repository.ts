/** Occurrences: where on which page an image is used. */
import type { Kysely, Transaction } from 'kysely'
import { addressKey, type Circumstances, type Page, type PageQuery, storableText, toPage } from '#platform'
import { withoutForgotten } from './image-repository.ts'
import type { Occurrence } from './schemas.ts'
import { indexWords } from './search/word-repository.ts'
import type { CatalogTables, OccurrenceTable } from './tables.ts'
import type { Element, NewOccurrence, VacatedPlaces } from './types.ts'

/** The types of a cursor's parts. */
export const occurrencePosition = ['text', 'text', 'integer'] as const

/** A place on a page shows one image: saying it again replaces what was known of the place. */
export async function placeOccurrences(
  trx: Transaction<CatalogTables>,
  occurrences: NewOccurrence[],
  { dialect }: Circumstances,
): Promise<void> {
  const rows = (await withoutForgotten(trx, occurrences)).map(toRow)
  const latest = new Map(rows.map((row) => [placeOf(row), row]))
  if (latest.size === 0) return
  const changed = await imagesChanged(trx, latest)
  await putRows(trx, [...latest.values()])
  await indexWords(trx, dialect, changed)
}

/** Images of which something else will be said when these rows are stored: a second visit tells little that is new. */
async function imagesChanged(trx: Transaction<CatalogTables>, latest: Map<string, OccurrenceTable>): Promise<string[]> {
  const rows = [...latest.values()]
  const some = <Column extends keyof OccurrenceTable>(column: Column) => [...new Set(rows.map((row) => row[column]))]
  const before = await trx
    .selectFrom('occurrences')
    .selectAll()
    .where('collection_id', 'in', some('collection_id'))
    .where('page_key', 'in', some('page_key'))
    .where('ordinal', 'in', some('ordinal'))
    .execute()
  const known = new Map(before.map((row) => [placeOf(row), row]))
  return rows.flatMap((row) => {
    const old = known.get(placeOf(row))
    if (old === undefined) return row.image_id
    return saysTheSame(old, row) ? [] : [old.image_id, row.image_id]
  })
}

function saysTheSame(one: OccurrenceTable, other: OccurrenceTable): boolean {
  const told = ['image_id', 'alt', 'page_title', 'url'] as const
  return told.every((column) => one[column] === other[column])
}

function placeOf({ collection_id, page_key, ordinal }: OccurrenceTable): string {
  return `${collection_id} ${page_key} ${ordinal}`
}

async function putRows(trx: Transaction<CatalogTables>, rows: OccurrenceTable[]): Promise<void> {
  await trx
    .insertInto('occurrences')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['collection_id', 'page_key', 'ordinal']).doUpdateSet((eb) => ({
        image_id: eb.ref('excluded.image_id'),
        page_title: eb.ref('excluded.page_title'),
        element: eb.ref('excluded.element'),
        alt: eb.ref('excluded.alt'),
        url: eb.ref('excluded.url'),
        alternates: eb.ref('excluded.alternates'),
      })),
    )
    .execute()
}

/** What stood there at an earlier visit is used there no more; its image stays known. */
export async function vacatePlaces(
  trx: Transaction<CatalogTables>,
  vacated: VacatedPlaces[],
  { dialect }: Circumstances,
): Promise<void> {
  const images = new Set<string>()
  for (const { collectionId, page, from, before } of vacated) {
    const gone = await trx
      .deleteFrom('occurrences')
      .where('collection_id', '=', collectionId)
      .where('page_key', '=', addressKey(page))
      .where('ordinal', '>=', from)
      .where('ordinal', '<', before)
      .returning('image_id')
      .execute()
    for (const { image_id } of gone) images.add(image_id)
  }
  await indexWords(trx, dialect, images)
}

export async function listOccurrences(
  db: Kysely<CatalogTables>,
  image: string,
  { limit, after }: PageQuery,
): Promise<Page<Occurrence>> {
  const rows = await db
    .selectFrom('occurrences')
    .selectAll()
    .where('image_id', '=', image)
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('collection_id', 'page_key', 'ordinal'),
          '>',
          tuple(String(after?.[0]), String(after?.[1]), Number(after?.[2])),
        ),
      ),
    )
    .orderBy('collection_id')
    .orderBy('page_key')
    .orderBy('ordinal')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, toOccurrence, (row) => [row.collection_id, row.page_key, row.ordinal])
}

function toRow(occurrence: NewOccurrence): OccurrenceTable {
  return {
    collection_id: occurrence.collectionId,
    page_key: addressKey(occurrence.page),
    ordinal: occurrence.ordinal,
    image_id: occurrence.image,
    page: occurrence.page,
    page_title: storableText(occurrence.pageTitle),
    element: occurrence.element,
    alt: storableText(occurrence.alt),
    url: occurrence.url,
    alternates: JSON.stringify(occurrence.alternates),
  }
}

export function toOccurrence(row: OccurrenceTable): Occurrence {
  return {
    page: row.page,
    pageTitle: row.page_title,
    element: row.element as Element,
    alt: row.alt,
    url: row.url,
    alternates: JSON.parse(row.alternates),
  }
}
