/** The images of a colour in the order in which they were first seen, which is the order of the index of colours too: no image without it is looked at. */
import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { colorsAround } from '../colors/color-repository.ts'
import { conditionsInTurn } from '../image-filters.ts'
import { imagesAfter, orders } from '../image-order.ts'
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

/** How many colours of the cells around it are looked at: first, and in one go at most, which is some milliseconds of the event loop. */
const usual = { first: 500, atOnce: 4000 }
/** Where a part has fewer images than these, the next one is of more colours. */
const fewImages = 100

/** In parts, between which others have their turn. */
export async function* colorInOrder<Row>(
  db: Kysely<CatalogTables>,
  { order, filters: { color, ...others }, after, read, signal }: Search<Row>,
  { first, atOnce } = usual,
): AsyncGenerator<Row[]> {
  const [, direction] = orders[order.sort]
  let limit = first
  for (let from = after; ; await setImmediate()) {
    const some = await colorsAround(db, { color: String(color), direction, after: from, limit })
    const isEnd = some.length < limit
    // The last image may have more colours than were read.
    const colors = isEnd ? some : some.filter(({ image_id }) => image_id !== some.at(-1)?.image_id)
    const ids = [...new Set(colors.flatMap(({ is_near, image_id }) => (is_near ? image_id : [])))]
    if (ids.length > 0) {
      const images = imagesAfter(db, order, undefined).where('images.id', 'in', ids)
      yield await read(images.where((eb) => eb.and(conditionsInTurn(eb, others))))
    }
    signal?.throwIfAborted()
    const last = colors.at(-1)
    if (isEnd || !last) return
    from = [Number(last.first_seen_at), last.image_id]
    if (ids.length < fewImages) limit = Math.min(2 * limit, atOnce)
  }
}

function isSeen(sort: keyof typeof orders): boolean {
  return orders[sort][0] === 'first_seen_at'
}
