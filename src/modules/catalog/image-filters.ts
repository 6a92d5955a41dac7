/** From filters to SQL: the same conditions on both databases. */
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely'
import { addressKey } from '#platform'
import { hasColor, haveColor } from './colors/color-repository.ts'
import { bitOf, type ValueOfUse } from './facets/ways.ts'
import type { ImageFilters } from './schemas.ts'
import { askedWords } from './search/image-words.ts'
import { hasWords, haveWords } from './search/matching.ts'
import type { CatalogTables } from './tables.ts'

type Builder = ExpressionBuilder<CatalogTables, 'images'>
type Condition = ExpressionWrapper<CatalogTables, 'images', SqlBool>

/** The filters beside the collection, which is part of what a list is of (`ImageOrder`). */
type OtherFilters = Omit<ImageFilters, 'collection'>

type Conditions = {
  [Name in keyof OtherFilters]-?: (
    eb: Builder,
    value: NonNullable<OtherFilters[Name]>,
    collection: string | undefined,
  ) => Condition
}

/** One line a filter: its parameter, and what it asks of an image. Of a collection, how that one uses it. */
const conditions: Conditions = {
  domain: (eb, domain) => eb('images.domain', '=', domain.toLowerCase()),
  host: (eb, host) => eb('images.host', '=', host.toLowerCase()),
  page: (eb, page, collection) => eb('images.id', 'in', usedOn(eb, page, collection)),
  format: (eb, list) => eb('images.format', 'in', list.split(',')),
  minWidth: (eb, width) => eb('images.width', '>=', width),
  maxWidth: (eb, width) => eb('images.width', '<=', width),
  minHeight: (eb, height) => eb('images.height', '>=', height),
  maxHeight: (eb, height) => eb('images.height', '<=', height),
  minBytes: (eb, bytes) => eb('images.bytes', '>=', bytes),
  maxBytes: (eb, bytes) => eb('images.bytes', '<=', bytes),
  orientation: (eb, orientation) => eb('images.orientation', '=', orientation),
  animated: (eb, truth) => eb('images.animated', '=', Number(truth)),
  alpha: (eb, truth) => eb('images.alpha', '=', Number(truth)),
  alt: (eb, state, collection) => isUsed(eb, collection, ['alt', state]),
  element: (eb, element, collection) => isUsed(eb, collection, ['element', element]),
  color: (eb, color) => haveColor(eb, color),
  q: (eb, q) => haveWords(eb, askedWords(q)),
}

/** The same asked of each image in turn, where an index would name very many images. */
const inTurn: Conditions = {
  ...conditions,
  color: (eb, color) => hasColor(eb, color),
  q: (eb, q) => hasWords(eb, askedWords(q)),
}

/** The conditions of the filters that are given, for all images or those of a collection. */
export function conditionsOf(eb: Builder, filters: OtherFilters, collection: string | undefined): Condition[] {
  return given(conditions, eb, filters, collection)
}

/** The same conditions, for images that are looked at one after the other. */
export function conditionsInTurn(eb: Builder, filters: OtherFilters, collection: string | undefined): Condition[] {
  return given(inTurn, eb, filters, collection)
}

/** True where the two ways differ. */
export function isSearch({ q, color }: ImageFilters): boolean {
  return color !== undefined || (q !== undefined && askedWords(q).length > 0)
}

/** Whether it is all images that are asked for, or all of a collection. */
export function isWhole({ collection: _, ...others }: ImageFilters): boolean {
  return Object.values(others).every((value) => value === undefined)
}

function given(all: Conditions, eb: Builder, filters: OtherFilters, collection: string | undefined): Condition[] {
  return Object.entries(all).flatMap(([name, condition]) => {
    const value = filters[name as keyof OtherFilters]
    return value === undefined ? [] : [condition(eb, value as never, collection)]
  })
}

function usedOn(eb: Builder, page: string, collection: string | undefined) {
  return eb
    .selectFrom('occurrences')
    .select('image_id')
    .where('page_key', '=', addressKey(page))
    .$if(collection !== undefined, (uses) => uses.where('collection_id', '=', String(collection)))
}

/**
 * Asked twice: the bit costs next to nothing where images are looked at in their order, and by the uses Postgres finds the few that
 * are used in a rare way.
 */
function isUsed(eb: Builder, collection: string | undefined, [facet, value]: ValueOfUse) {
  const bit = sql.lit(bitOf(facet, value))
  const uses = eb
    .selectFrom('image_uses')
    .select('image_id')
    .whereRef('image_uses.image_id', '=', 'images.id')
    .$if(collection !== undefined, (some) => some.where('collection_id', '=', String(collection)))
  return eb.and([sql<SqlBool>`(images.ways & ${bit}) <> 0`, eb.exists(uses.where(facet, '=', value))])
}
