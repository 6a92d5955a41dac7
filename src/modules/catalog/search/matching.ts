/** Two ways to ask for images with words: which images have them, and whether an image at hand does. */
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { CatalogTables, WordTable } from '../tables.ts'

type Builder = ExpressionBuilder<CatalogTables, 'images'>

/**
 * By the full-text index, which each database builds in its own way and answers under one name: a table of FTS5 on SQLite, a
 * function on Postgres (migration 0007). Every word is the beginning of a word of the image.
 */
export function haveWords(eb: Builder, words: string[]) {
  return words.length === 0 ? eb.and([]) : eb('images.id', 'in', sql<string>`(${imagesWithWords(words)})`)
}

/** The same as a query of its own: what stands beside their words, as the index has them. */
export function imagesWithWords<Column extends keyof WordTable = 'image_id'>(
  words: string[],
  columns: readonly Column[] = ['image_id' as Column],
) {
  const asked = words.map((word) => `"${word}"*`).join(' ')
  const named = sql.join(columns.map((column) => sql.ref(`found.${column}`)))
  return sql<Pick<WordTable, Column>>`select ${named} from image_words_index(${asked}) as found`
}

/**
 * By the image's own words: for those that are looked at one after the other anyway. A value, not a table that has a row: Postgres
 * would go through the words of all images where it takes a thousand of them for most.
 */
export function hasWords(eb: Builder, words: string[]) {
  if (words.length === 0) return eb.and([])
  const all = sql.join(
    words.map((word) => sql`words like ${`% ${word}%`}`),
    sql` and `,
  )
  const own = eb.selectFrom('image_words').whereRef('image_words.image_id', '=', 'images.id')
  return eb.and([sql<SqlBool>`(${own.select(sql<SqlBool>`${all}`.as('has'))})`])
}
