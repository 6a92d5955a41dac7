/** Images that filters leave, as facets look at them: in parts between which others have their turn. */
import { type Kysely, sql } from 'kysely'
import { imagesWithColor } from '../colors/color-repository.ts'
import { conditionsInTurn, conditionsOf, isSearch } from '../image-filters.ts'
import { imagesOf } from '../image-order.ts'
import { inChunks } from '../in-chunks.ts'
import type { ImageFilters } from '../schemas.ts'
import { askedWords } from '../search/image-words.ts'
import { imagesWithWords } from '../search/matching.ts'
import type { CatalogTables } from '../tables.ts'
import { facetColumns, type TalliedRow, talliedColumns } from './image-values.ts'
import { countImages } from './read-counts.ts'

type Db = Kysely<CatalogTables>

export interface Matching {
  parts(): AsyncIterable<TalliedRow[]>
  /** True where images that match may not have been among the parts. */
  isCut(): boolean
}

const usual = {
  /** Where a search has other filters beside it, so many of the images that it finds are asked for them. */
  mostCandidates: 20_000,
  /** So many images are passed over, and so many read, in one go: each takes some milliseconds of the event loop. */
  looked: 8000,
  read: 2000,
}
type Options = typeof usual

/** Who needs no more images than `limit` breaks off. */
export function createMatching(db: Db, filters: ImageFilters, limit: number, options = usual): Matching {
  return isSearch(filters) ? ofSearch(db, filters, limit, options) : ofAll(db, filters, options)
}

/** In the order of their digests, range by range: where few match, most of a range is passed over. */
function ofAll(db: Db, filters: ImageFilters, { looked, read }: Options): Matching {
  async function* parts() {
    const { collection, ...others } = filters
    const id = collection === undefined ? ('images.id' as const) : ('held.image_id' as const)
    const ranges = Math.max(1, Math.ceil((await countImages(db, collection)) / looked))
    for (let range = 0; range < ranges; range++) {
      const end = range + 1 < ranges ? digestAt((range + 1) / ranges) : undefined
      for (let after: string | undefined = range === 0 ? '' : digestAt(range / ranges); after !== undefined; ) {
        const rows = await facetRows(db, filters)
          .where((eb) => eb.and(conditionsOf(eb, others, collection)))
          .where(sql.ref<string>(id), '>', after)
          .$if(end !== undefined, (some) => some.where(sql.ref<string>(id), '<', String(end)))
          .orderBy(sql.ref(id))
          .limit(read)
          .execute()
        yield rows
        after = rows.length < read ? undefined : rows.at(-1)?.id
      }
    }
  }
  return { parts, isCut: () => false }
}

/** The beginning of a digest that such a part of all digests is below, as they are spread evenly. */
function digestAt(part: number): string {
  return Math.floor(part * 2 ** 48)
    .toString(16)
    .padStart(12, '0')
}

/** What a search finds is asked for once; the other filters are asked of each image found. */
function ofSearch(db: Db, filters: ImageFilters, limit: number, { mostCandidates, read }: Options): Matching {
  const { q, color, collection, ...others } = filters
  const words = askedWords(q ?? '')
  // An index answers one of the two.
  const asked = words.length > 0 ? { ...others, color } : others
  const isAll = Object.values({ ...asked, collection }).every((value) => value === undefined)
  if (isAll && words.length > 0) return ofWords(db, words, limit)
  const mostFound = isAll ? limit : Math.max(limit, mostCandidates)
  let isCut = false

  async function find(): Promise<string[]> {
    if (words.length === 0) {
      const rows = await imagesWithColor(db, color as string)
        .distinct()
        .limit(mostFound + 1)
        .execute()
      return rows.map(({ image_id }) => image_id)
    }
    const { rows } = await sql<{ image_id: string }>`${imagesWithWords(words)} limit ${mostFound + 1}`.execute(db)
    return rows.map(({ image_id }) => image_id)
  }

  async function* parts() {
    const found = await find()
    isCut = found.length > mostFound
    for (const ids of inChunks(found.slice(0, mostFound), read)) {
      yield await facetRows(db, filters)
        .where((eb) => eb.and(conditionsInTurn(eb, asked, collection)))
        .where('images.id', 'in', ids)
        .execute()
    }
  }
  return { parts, isCut: () => isCut }
}

/** Beside the words stands all that facets ask. */
function ofWords(db: Db, words: string[], limit: number): Matching {
  async function* parts() {
    const { rows } = await sql<TalliedRow>`${imagesWithWords(words, talliedColumns)} limit ${limit}`.execute(db)
    yield rows
  }
  return { parts, isCut: () => false }
}

/** Of all images, or of those that a collection holds, as it uses them. */
function facetRows(db: Db, { collection }: ImageFilters) {
  const ways = sql.ref<number>(collection === undefined ? 'images.ways' : 'held.ways')
  return imagesOf(db, { collection })
    .select(facetColumns.map((column) => `images.${column}` as const))
    .select(ways.as('ways'))
}
