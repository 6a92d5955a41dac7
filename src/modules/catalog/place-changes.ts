/** Where images are used, as a batch changes it: only places of which something else is said now are written. */
import { sql, type Transaction } from 'kysely'
import { addressKey } from '#platform'
import { inChunks } from './in-chunks.ts'
import { withoutForgotten } from './known-collections.ts'
import { toOccurrenceRow } from './occurrence-repository.ts'
import type { CatalogTables, OccurrenceTable } from './tables.ts'
import type { NewOccurrence, VacatedPlaces } from './types.ts'

type Trx = Transaction<CatalogTables>

/** A place of which something else is said now is in both. */
export interface PlaceChanges {
  gone: OccurrenceTable[]
  come: OccurrenceTable[]
}

/**
 * A place on a page shows one image: saying it again replaces what was known of the place.
 * The rows of their collections must be locked: what a place showed is asked before it is replaced.
 */
export async function placeOccurrences(trx: Trx, occurrences: NewOccurrence[]): Promise<PlaceChanges> {
  const rows = (await withoutForgotten(trx, occurrences)).map(toOccurrenceRow)
  const latest = [...new Map(rows.map((row) => [placeOf(row), row])).values()]
  if (latest.length === 0) return { gone: [], come: [] }
  const known = new Map((await findPlaces(trx, latest)).map((row) => [placeOf(row), row]))
  const come = latest.filter((row) => !isSame(known.get(placeOf(row)), row))
  const gone = come.flatMap((row) => known.get(placeOf(row)) ?? [])
  if (come.length > 0) await putRows(trx, come)
  return { gone, come }
}

function placeOf({ collection_id, page_key, ordinal }: OccurrenceTable): string {
  return `${collection_id} ${page_key} ${ordinal}`
}

async function findPlaces(trx: Trx, rows: OccurrenceTable[]): Promise<OccurrenceTable[]> {
  const places = rows.map((row) => sql`(${row.collection_id}, ${row.page_key}, cast(${row.ordinal} as integer))`)
  return trx
    .selectFrom('occurrences')
    .selectAll()
    .where(sql<boolean>`(collection_id, page_key, ordinal) in (values ${sql.join(places)})`)
    .execute()
}

function isSame(known: OccurrenceTable | undefined, row: OccurrenceTable): boolean {
  return (
    known !== undefined && Object.entries(row).every(([column, said]) => known[column as keyof typeof row] === said)
  )
}

async function putRows(trx: Trx, rows: OccurrenceTable[]): Promise<void> {
  await trx
    .insertInto('occurrences')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['collection_id', 'page_key', 'ordinal']).doUpdateSet((eb) => ({
        image_id: eb.ref('excluded.image_id'),
        page_title: eb.ref('excluded.page_title'),
        element: eb.ref('excluded.element'),
        alt: eb.ref('excluded.alt'),
        caption: eb.ref('excluded.caption'),
        heading: eb.ref('excluded.heading'),
        url: eb.ref('excluded.url'),
        alternates: eb.ref('excluded.alternates'),
      })),
    )
    .execute()
}

/** What stood there at an earlier visit is used there no more; its image stays known. Answers what stood there. */
export async function vacatePlaces(trx: Trx, vacated: VacatedPlaces[]): Promise<OccurrenceTable[]> {
  const gone: OccurrenceTable[] = []
  for (const some of inChunks(vacated, 50)) {
    gone.push(
      ...(await trx
        .deleteFrom('occurrences')
        .where(({ eb, and, or }) =>
          or(
            some.map(({ collectionId, page, from, before }) =>
              and([
                eb('collection_id', '=', collectionId),
                eb('page_key', '=', addressKey(page)),
                eb('ordinal', '>=', from),
                eb('ordinal', '<', before),
              ]),
            ),
          ),
        )
        .returningAll()
        .execute()),
    )
  }
  return gone
}
