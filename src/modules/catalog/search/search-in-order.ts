/**
 * What a search finds, in the order of a list. A common word belongs to so many images that sorting them takes longer than to
 * look at some in their order; a rare one to so few that looking for them takes longer than to sort them.
 */
import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Position } from '#platform'
import { conditionsInTurn } from '../image-filters.ts'
import { endOf, type ImageOrder, type Images, imagesAfter, until } from '../image-order.ts'
import type { ImageFilters } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import { colorInOrder, isColorInOrder } from './color-in-order.ts'
import { findRare, type RareFilter, type RareOptions } from './rare-filter.ts'

type Db = Kysely<CatalogTables>

export interface Search<Row> {
  order: ImageOrder
  /** Without the collection, which is part of the order. */
  filters: ImageFilters
  /** The images behind it; all of them, where there is none. */
  after: Position | undefined
  /** Reads the images of a part. */
  read(images: Images): Promise<Row[]>
  /** Aborts when nobody waits for it any more: where few match, many parts have none. */
  signal?: AbortSignal | undefined
}

export interface SearchOptions extends RareOptions {
  /** So many images are looked at first. */
  near: number
  /** So many are looked at in one go after that: some milliseconds of the event loop. */
  atOnce: number
  /** Where fewer than such a part of them are found, the index is asked how many there are at all. */
  rare: number
}

const usual: SearchOptions = { near: 1000, atOnce: 1000, rare: 1 / 200, mostSorted: 20_000, mostKept: 2000 }

/** Parts with none are among them. Between them others have their turn. */
export async function* searchInOrder<Row>(
  db: Db,
  search: Search<Row>,
  options: Partial<SearchOptions> = {},
): AsyncGenerator<Row[]> {
  const { near, atOnce, rare, ...limits } = { ...usual, ...options }
  if (isColorInOrder(search)) {
    yield* colorInOrder(db, search)
    return
  }
  const { order, filters, after, read, signal } = search
  let rareFilter: RareFilter | null | undefined
  let from = after
  for (let count = near; ; count = atOnce) {
    const images = imagesAfter(db, order, from)
    const end = await endOf(images, order, count)
    const some = end ? until(images, order, end) : images
    const found = await readUnlessGone(some.where((eb) => eb.and(conditionsInTurn(eb, filters, order.collection))))
    yield found
    if (!end) return
    from = end
    if (rareFilter === undefined && found.length < rare * count) rareFilter = await findRare(db, filters, limits)
    if (rareFilter) {
      const { isMet, others } = rareFilter
      const left = imagesAfter(db, order, end).where(isMet)
      yield await readUnlessGone(left.where((eb) => eb.and(conditionsInTurn(eb, others, order.collection))))
      return
    }
    await setImmediate()
  }

  async function readUnlessGone(images: Images): Promise<Row[]> {
    const rows = await read(images)
    signal?.throwIfAborted()
    return rows
  }
}
