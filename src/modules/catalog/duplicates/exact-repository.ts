/** Images that a collection has at several addresses. */
import { type Kysely, sql } from 'kysely'
import type { CatalogTables } from '../tables.ts'

type Db = Kysely<CatalogTables>

export interface Exact {
  id: string
  /** Addresses. */
  count: number
  wastedBytes: number
}

/** Those that waste the most first; `after` is where the page before ended. */
export async function findExact(
  db: Db,
  collectionId: string,
  { most, after }: { most: number; after: Pick<Exact, 'wastedBytes' | 'id'> | undefined },
): Promise<Exact[]> {
  const addresses = sql<number>`count(distinct occurrences.url)`
  const wasted = sql<number>`(count(distinct occurrences.url) - 1) * images.bytes`
  return db
    .selectFrom('occurrences')
    .innerJoin('images', 'images.id', 'occurrences.image_id')
    .select(['images.id', addresses.as('count'), wasted.as('wastedBytes')])
    .where('occurrences.collection_id', '=', collectionId)
    .groupBy(['images.id', 'images.bytes'])
    .having(addresses, '>', 1)
    .$if(after !== undefined, (query) =>
      query.having(({ eb, and, or }) =>
        or([
          eb(wasted, '<', Number(after?.wastedBytes)),
          and([eb(wasted, '=', Number(after?.wastedBytes)), eb('images.id', '>', String(after?.id))]),
        ]),
      ),
    )
    .orderBy(wasted, 'desc')
    .orderBy('images.id')
    .limit(most)
    .execute()
}

/** The first addresses of each image. */
export async function findAddresses(
  db: Db,
  collectionId: string,
  { ids, most }: { ids: string[]; most: number },
): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('occurrences')
        .select(['image_id', 'url', sql<number>`row_number() over (partition by image_id order by url)`.as('place')])
        .where('collection_id', '=', collectionId)
        .where('image_id', 'in', ids)
        .groupBy(['image_id', 'url'])
        .as('addresses'),
    )
    .select(['image_id', 'url'])
    .where('place', '<=', most)
    .orderBy('place')
    .execute()
  const byImage = Map.groupBy(rows, (row) => row.image_id)
  return new Map(ids.map((id) => [id, (byImage.get(id) ?? []).map(({ url }) => url)]))
}
