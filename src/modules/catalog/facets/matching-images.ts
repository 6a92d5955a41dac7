/** Images that filters leave, as facets look at them: in parts between which others have their turn. */
import { type Kysely, sql } from 'kysely'
import { imagesWithColor } from '../colors/color-repository.ts'
import { conditionsInTurn, conditionsOf, isSearch } from '../image-filters.ts'
import { inChunks } from '../in-chunks.ts'
import type { ImageFilters } from '../schemas.ts'
import { askedWords } from '../search/image-words.ts'
import { imagesWithWords } from '../search/matching.ts'
import type { CatalogTables } from '../tables.ts'
import { type FacetRow, facetColumns } from './image-values.ts'

type Db = Kysely<CatalogTables>
/** `uses`: `element alt,element alt,…`; null where an image is used nowhere. */
export type MatchingRow = FacetRow & { uses: string | null }

/** So many images are read in one go: some milliseconds of the event loop. */
const atOnce = 1000

export interface Matching {
  parts(): AsyncIterable<MatchingRow[]>
  /** True where images that match may not have been among the parts. */
  isCut(): boolean
}

/** Where a search has other filters beside it, so many of the images that it finds are asked for them. */
const usual = { mostCandidates: 20_000 }

/** No more images than `limit`. */
export function createMatching(db: Db, filters: ImageFilters, limit: number, options = usual): Matching {
  return isSearch(filters) ? ofSearch(db, filters, limit, options) : ofAll(db, filters, limit)
}

function ofAll(db: Db, filters: ImageFilters, limit: number): Matching {
  async function* parts() {
    for (let after = '', left = limit; left > 0; ) {
      const wanted = Math.min(atOnce, left)
      const rows = await facetRows(db, filters)
        .where((eb) => eb.and(conditionsOf(eb, filters)))
        .where('images.id', '>', after)
        .orderBy('images.id')
        .limit(wanted)
        .execute()
      yield rows
      left = rows.length < wanted ? 0 : left - rows.length
      after = rows.at(-1)?.id ?? after
    }
  }
  return { parts, isCut: () => false }
}

/** What a search finds is asked for once; the other filters are asked of each image found. */
function ofSearch(db: Db, filters: ImageFilters, limit: number, { mostCandidates }: typeof usual): Matching {
  const { q, color, ...others } = filters
  const words = askedWords(q ?? '')
  // An index answers one of the two.
  const asked = words.length > 0 ? { ...others, color } : others
  const isAll = Object.values(asked).every((value) => value === undefined)
  const mostFound = isAll ? limit : Math.max(limit, mostCandidates)
  let isCut = false

  async function find(): Promise<string[]> {
    if (words.length === 0) {
      const rows = await imagesWithColor(db, color as string)
        .distinct()
        .limit(mostFound)
        .execute()
      return rows.map(({ image_id }) => image_id)
    }
    const { rows } = await sql<{ image_id: string }>`${imagesWithWords(words)} limit ${mostFound}`.execute(db)
    return rows.map(({ image_id }) => image_id)
  }

  async function* parts() {
    const found = await find()
    isCut = found.length === mostFound
    for (const ids of inChunks(found, atOnce)) {
      yield await facetRows(db, filters)
        .where((eb) => eb.and(conditionsInTurn(eb, asked)))
        .where('images.id', 'in', ids)
        .execute()
    }
  }
  return { parts, isCut: () => isCut }
}

function facetRows(db: Db, { collection }: ImageFilters) {
  return db
    .selectFrom('images')
    .select(facetColumns)
    .select((eb) =>
      eb
        .selectFrom('image_uses')
        .whereRef('image_uses.image_id', '=', 'images.id')
        .$if(collection !== undefined, (own) => own.where('collection_id', '=', String(collection)))
        .select(sql<string>`string_agg(element || ' ' || alt, ',')`.as('uses'))
        .as('uses'),
    )
}
