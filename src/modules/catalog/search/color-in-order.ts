/** The images of a colour in the order in which they were first seen, which is the order of the index of colours too: no image without it is looked at. */
import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { imagesWithColorIn } from '../colors/color-repository.ts'
import { conditionsInTurn } from '../image-filters.ts'
import { endOf, imagesAfter, orders } from '../image-order.ts'
import type { CatalogTables } from '../tables.ts'
import type { Search } from './search-in-order.ts'

/**
 * Whether a search is for a colour in that order. A collection has an order of its own, in which fewer images are looked at; of
 * words and a colour, words say more.
 */
export function isColorInOrder({ order, filters }: Search<unknown>): boolean {
  const { color, q } = filters
  return color !== undefined && q === undefined && order.collection === undefined && isSeen(order.sort)
}

/** How far one looks ahead in one go: so many images at first, and at most. */
const usual = { first: 500, most: 16_000 }
/** Where so few have the colour, one looks further ahead. */
const fewImages = 100

/** In parts, of which some may have none; between them others have their turn. */
export async function* colorInOrder<Row>(
  db: Kysely<CatalogTables>,
  { order, filters: { color, ...others }, after, read, signal }: Search<Row>,
  { first, most } = usual,
): AsyncGenerator<Row[]> {
  const [, direction] = orders[order.sort]
  let count = first
  for (let beyond = after; ; await setImmediate()) {
    const upTo = await endOf(imagesAfter(db, order, beyond), order, count)
    const found = await imagesWithColorIn(db, String(color), { beyond, upTo, direction }).distinct().execute()
    if (found.length > 0) {
      const ids = found.map(({ image_id }) => image_id)
      const images = imagesAfter(db, order, undefined).where('images.id', 'in', ids)
      yield await read(images.where((eb) => eb.and(conditionsInTurn(eb, others, order.collection))))
    }
    signal?.throwIfAborted()
    if (!upTo) return
    beyond = upTo
    if (found.length < fewImages) count = Math.min(2 * count, most)
  }
}

function isSeen(sort: keyof typeof orders): boolean {
  return orders[sort][0] === 'first_seen_at'
}
