/**
 * What a search finds, in the order of a list. A common word belongs to so many images that sorting them takes longer than to
 * look at some in their order; a rare one to so few that looking for them takes longer than to sort them.
 */
import { setImmediate } from 'node:timers/promises'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Position } from '#platform'
import { imagesWithColor } from '../colors/color-repository.ts'
import { conditionsInTurn, conditionsOf } from '../image-filters.ts'
import { endOf, type ImageOrder, type Images, imagesAfter, until } from '../image-order.ts'
import type { ImageFilters } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import { colorInOrder, isColorInOrder } from './color-in-order.ts'
import { askedWords } from './image-words.ts'
import { imagesWithWords } from './matching.ts'

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

export interface SearchOptions {
  /** So many images are looked at first. */
  near: number
  /** So many are looked at in one go after that: some milliseconds of the event loop. */
  atOnce: number
  /** Where fewer than such a part of them are found, the index is asked how many there are at all. */
  rare: number
  /** No more than these are sorted. */
  mostSorted: number
}

const usual: SearchOptions = { near: 1000, atOnce: 1000, rare: 1 / 200, mostSorted: 20_000 }

/** Parts with none are among them. Between them others have their turn. */
export async function* searchInOrder<Row>(
  db: Db,
  search: Search<Row>,
  options: Partial<SearchOptions> = {},
): AsyncGenerator<Row[]> {
  const { near, atOnce, rare, mostSorted } = { ...usual, ...options }
  if (isColorInOrder(search)) {
    yield* colorInOrder(db, search)
    return
  }
  const { order, filters, after, read, signal } = search
  let few: ImageFilters | null | undefined
  let from = after
  for (let count = near; ; count = atOnce) {
    const images = imagesAfter(db, order, from)
    const end = await endOf(images, order, count)
    const some = end ? until(images, order, end) : images
    const found = await readUnlessGone(some.where((eb) => eb.and(conditionsInTurn(eb, filters))))
    yield found
    if (!end) return
    from = end
    if (few === undefined && found.length < rare * count) few = await findFew(db, filters, mostSorted)
    if (few) {
      // One index alone: what the other names may be very many.
      const named = few
      const left = imagesAfter(db, order, end).where((eb) => eb.and(conditionsOf(eb, named)))
      yield await readUnlessGone(left.where((eb) => eb.and(conditionsInTurn(eb, filters))))
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

/** The filter of which an index names no more images than these, whatever the others leave of them; null where there is none. */
async function findFew(db: Db, { q, color }: ImageFilters, most: number): Promise<ImageFilters | null> {
  const words = askedWords(q ?? '')
  if (words.length > 0 && (await isAtMost(db, sql`(${imagesWithWords(words)})`, most))) return { q }
  if (color !== undefined && (await isAtMost(db, sql`${imagesWithColor(db, color)}`, most))) return { color }
  return null
}

async function isAtMost(db: Db, named: RawBuilder<unknown>, most: number): Promise<boolean> {
  const first = sql`(select image_id from ${named} as named limit ${most + 1})`
  const { rows } = await sql<{ found: number | string }>`select count(*) as found from ${first} as first_ones`.execute(
    db,
  )
  return Number(rows[0]?.found) <= most
}
