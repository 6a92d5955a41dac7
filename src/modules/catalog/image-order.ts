/** The orders in which images are listed: keyset pages, whatever is read of each. */
import type { Kysely } from 'kysely'
import type { Position } from '#platform'
import type { Sort } from './schemas.ts'
import type { CatalogTables } from './tables.ts'

/** What a sort orders by; the digest breaks ties. */
export const orders = {
  newest: ['first_seen_at', 'desc'],
  oldest: ['first_seen_at', 'asc'],
  heaviest: ['bytes', 'desc'],
  lightest: ['bytes', 'asc'],
  largest: ['pixels', 'desc'],
  smallest: ['pixels', 'asc'],
} as const satisfies Record<Sort, readonly [string, 'asc' | 'desc']>

/** The types of a cursor's parts, for every sort. */
export const imagePosition = ['bigint', 'text'] as const

/** The images behind a position, in the order of the list. */
export function imagesAfter(db: Kysely<CatalogTables>, sort: Sort, after: Position | undefined) {
  const [column, direction] = orders[sort]
  return db
    .selectFrom('images')
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple(column, 'id'), direction === 'desc' ? '<' : '>', tuple(Number(after?.[0]), String(after?.[1]))),
      ),
    )
    .orderBy(column, direction)
    .orderBy('id', direction)
}

/** Of images in the order of the list, those before a position or at it. */
export function until(images: ReturnType<typeof imagesAfter>, sort: Sort, end: Position) {
  const [column, direction] = orders[sort]
  return images.where(({ eb, refTuple, tuple }) =>
    eb(refTuple(column, 'id'), direction === 'desc' ? '>=' : '<=', tuple(Number(end[0]), String(end[1]))),
  )
}
