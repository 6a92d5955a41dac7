/** Occurrences: where on which page an image is used. */
import type { Kysely } from 'kysely'
import { addressKey, type Page, type PageQuery, storableText, toPage } from '#platform'
import type { Occurrence } from './schemas.ts'
import type { CatalogTables, OccurrenceTable } from './tables.ts'
import type { Element, NewOccurrence } from './types.ts'

/** The types of a cursor's parts. */
export const occurrencePosition = ['text', 'text', 'integer'] as const

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

export function toOccurrenceRow(occurrence: NewOccurrence): OccurrenceTable {
  return {
    collection_id: occurrence.collectionId,
    page_key: addressKey(occurrence.page),
    ordinal: occurrence.ordinal,
    image_id: occurrence.image,
    page: occurrence.page,
    page_title: storableText(occurrence.pageTitle),
    element: occurrence.element,
    alt: storableText(occurrence.alt),
    caption: storableText(occurrence.caption ?? null),
    heading: storableText(occurrence.heading ?? null),
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
    caption: row.caption,
    heading: row.heading,
    url: row.url,
    alternates: JSON.parse(row.alternates),
  }
}
