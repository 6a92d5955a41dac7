/** Occurrences: where on which page an image is used. */
import type { Kysely, Transaction } from 'kysely'
import { addressKey, type Page, type PageQuery, storableText, toPage } from '#platform'
import { withoutForgotten } from './image-repository.ts'
import type { Occurrence } from './schemas.ts'
import type { CatalogTables, OccurrenceTable } from './tables.ts'
import type { Element, NewOccurrence, VacatedPlaces } from './types.ts'

/** The types of a cursor's parts. */
export const occurrencePosition = ['text', 'text', 'integer'] as const

/** A place on a page shows one image: saying it again replaces what was known of the place. */
export async function placeOccurrences(trx: Transaction<CatalogTables>, occurrences: NewOccurrence[]): Promise<void> {
  const rows = (await withoutForgotten(trx, occurrences)).map(toRow)
  const latest = new Map(rows.map((row) => [`${row.collection_id} ${row.page_key} ${row.ordinal}`, row]))
  if (latest.size === 0) return
  await trx
    .insertInto('occurrences')
    .values([...latest.values()])
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
export async function vacatePlaces(trx: Transaction<CatalogTables>, vacated: VacatedPlaces[]): Promise<void> {
  for (const { collectionId, page, from, before } of vacated) {
    await trx
      .deleteFrom('occurrences')
      .where('collection_id', '=', collectionId)
      .where('page_key', '=', addressKey(page))
      .where('ordinal', '>=', from)
      .where('ordinal', '<', before)
      .execute()
  }
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

function toOccurrence(row: OccurrenceTable): Occurrence {
  return {
    page: row.page,
    pageTitle: row.page_title,
    element: row.element as Element,
    alt: row.alt,
    url: row.url,
    alternates: JSON.parse(row.alternates),
  }
}
