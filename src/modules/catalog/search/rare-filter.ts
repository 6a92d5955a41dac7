/** A search of which an index names few images: they are found and sorted sooner than by going through all in their order. */
import { type ExpressionBuilder, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import { haveColor, imagesWithColor } from '../colors/color-repository.ts'
import type { ImageFilters } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import { askedWords } from './image-words.ts'
import { haveWords, imagesWithWords } from './matching.ts'

type Builder = ExpressionBuilder<CatalogTables, 'images'>

export interface RareFilter {
  isMet(eb: Builder): ReturnType<typeof haveWords>
  /** What remains to be asked of the images that meet it. */
  others: ImageFilters
}

export interface RareOptions {
  /** No more than these are sorted. */
  mostSorted: number
  /** So many are remembered as they are found, since finding them a second time takes as long. */
  mostKept: number
}

/** One that names no more images than are sorted, whatever the others leave of them; null where there is none. */
export async function findRare(
  db: Kysely<CatalogTables>,
  filters: ImageFilters,
  limits: RareOptions,
): Promise<RareFilter | null> {
  const { q = '', color, ...plain } = filters
  const words = askedWords(q)
  const ofWords = words.length > 0 ? await askIndex(db, sql`(${imagesWithWords(words)})`, limits) : null
  if (ofWords) return { isMet: (eb) => isAmong(eb, ofWords) ?? haveWords(eb, words), others: { ...plain, color } }
  const ofColor = color === undefined ? null : await askIndex(db, sql`${imagesWithColor(db, color)}`, limits)
  if (color === undefined || !ofColor) return null
  return { isMet: (eb) => isAmong(eb, ofColor) ?? haveColor(eb, color), others: { ...plain, q } }
}

interface Named {
  /** Those that it names; undefined where they are too many to remember. */
  ids?: string[]
}

function isAmong(eb: Builder, { ids }: Named) {
  if (ids?.length === 0) return eb.and([sql<SqlBool>`1 = 0`])
  return ids && eb('images.id', 'in', ids)
}

/** Null where it names more. */
async function askIndex(
  db: Kysely<CatalogTables>,
  named: RawBuilder<unknown>,
  { mostSorted, mostKept }: RareOptions,
): Promise<Named | null> {
  const first = sql`(select image_id from ${named} as named limit ${mostSorted + 1})`
  const { rows } = await sql<{ found: number | string; ids: string | null }>`
    select count(*) as found, case when count(*) <= ${mostKept} then string_agg(image_id, ' ') end as ids
    from ${first} as first_ones`.execute(db)
  const [{ found, ids } = { found: 0, ids: null }] = rows
  if (Number(found) > mostSorted) return null
  return Number(found) > mostKept ? {} : { ids: ids?.split(' ') ?? [] }
}
