/** Where several images are used, read by pages whatever their number. */
import type { Kysely } from 'kysely'
import { type Page, type PageQuery, toPage } from '#platform'
import { toOccurrence } from '../occurrence-repository.ts'
import type { Occurrence } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'

/** An occurrence, with the collection that found it. */
export interface Use extends Occurrence {
  /** Digest of the image. */
  image: string
  collection: string
}

export interface UseQuery extends PageQuery {
  images: string[]
  /** Of this collection only. */
  collection: string | undefined
}

const order = ['image_id', 'collection_id', 'page_key', 'ordinal'] as const

/** Image by image, in the order of their digests. */
export async function listUses(
  db: Kysely<CatalogTables>,
  { images, collection, limit, after }: UseQuery,
): Promise<Page<Use>> {
  const rows = await db
    .selectFrom('occurrences')
    .selectAll()
    .where('image_id', 'in', images)
    .$if(collection !== undefined, (query) => query.where('collection_id', '=', String(collection)))
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple(...order),
          '>',
          tuple(String(after?.[0]), String(after?.[1]), String(after?.[2]), Number(after?.[3])),
        ),
      ),
    )
    .orderBy('image_id')
    .orderBy('collection_id')
    .orderBy('page_key')
    .orderBy('ordinal')
    .limit(limit + 1)
    .execute()
  return toPage(
    rows,
    limit,
    (row) => ({ image: row.image_id, collection: row.collection_id, ...toOccurrence(row) }),
    (row) => order.map((column) => row[column]),
  )
}
