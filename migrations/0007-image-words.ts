/** Words of images, from what their occurrences say, and a full-text index of them. */
import { type Kysely, sql } from 'kysely'
import { createWordReader } from '#catalog'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

interface Use {
  imageId: string
  alt: string | null
  pageTitle: string | null
  url: string
}

/**
 * `words` are the image's own, distinct, each with a space before it; letters and digits only, see `wordsOf`.
 * `image_words_index('"a"* "b"*')` answers the images that have a word which begins with a and one which begins with b, on
 * both databases.
 */
export const up: MigrationFile['up'] = async (db, dialect) => {
  if (dialect.name === 'sqlite') await createOnSqlite(db)
  else await createOnPostgres(db)
  await fill(db)
  // Faster at once than row by row.
  if (dialect.name === 'postgres')
    await sql`create index image_words_by_tokens on image_words using gin (tokens)`.execute(db)
}

/**
 * FTS5 over the table, kept by triggers; the tokenizer that takes everything beyond ASCII as it is leaves the words whole.
 * The number is written out, because a rowid that has no name changes with VACUUM.
 */
async function createOnSqlite(db: Schema) {
  const forgetOld = sql`insert into image_words_index (image_words_index, rowid, image_id, words)
    values ('delete', old.number, old.image_id, old.words);`
  const addNew = sql`insert into image_words_index (rowid, image_id, words) values (new.number, new.image_id, new.words);`
  for (const statement of [
    sql`create table image_words (
      number integer primary key,
      image_id text not null unique references images (id) on delete cascade,
      words text not null
    )`,
    sql`create virtual table image_words_index using fts5 (
      image_id unindexed, words,
      content = 'image_words', content_rowid = 'number', tokenize = 'ascii', detail = none, columnsize = 0, prefix = '1 2 3'
    )`,
    sql`create trigger image_words_added after insert on image_words begin ${addNew} end`,
    sql`create trigger image_words_changed after update of words on image_words begin ${forgetOld} ${addNew} end`,
    sql`create trigger image_words_removed after delete on image_words begin ${forgetOld} end`,
  ])
    await statement.execute(db)
}

/** The words are tokens already: no parser or dictionary of Postgres comes between. The function is inlined where it is used. */
async function createOnPostgres(db: Schema) {
  await sql`create table image_words (
    image_id text primary key references images (id) on delete cascade,
    words text not null,
    tokens tsvector not null generated always as (array_to_tsvector(string_to_array(ltrim(words), ' '))) stored
  )`.execute(db)
  await sql`create function image_words_index (asked text) returns table (image_id text) language sql stable as $$
    select image_words.image_id from image_words
    where tokens @@ replace(replace(replace(asked, '"* "', ''':* & '''), '"*', ''':*'), '"', '''')::tsquery
  $$`.execute(db)
}

/** Images in the order of their digests, so many at a time. */
async function fill(db: Schema) {
  const read = createWordReader()
  for (let last = ''; ; ) {
    const { rows } = await sql<{ id: string }>`select id from images where id > ${last} order by id limit 100`.execute(
      db,
    )
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return
    await fillSome(db, ids, read)
    last = ids.at(-1) as string
  }
}

/** An image is found by what its first hundred occurrences say. */
async function fillSome(db: Schema, ids: string[], read: ReturnType<typeof createWordReader>) {
  const each = ids.map(
    (id) => sql`select * from (
      select image_id as "imageId", alt, page_title as "pageTitle", url from occurrences where image_id = ${id}
      order by collection_id, page_key, ordinal limit 100
    ) as uses`,
  )
  const { rows } = await sql<Use>`${sql.join(each, sql` union all `)}`.execute(db)
  const uses = Map.groupBy(rows, (row) => row.imageId)
  const values = ids.map((id) => {
    const words = read(uses.get(id) ?? []).map((word) => ` ${word}`)
    return sql`(${id}, ${words.join('')})`
  })
  await sql`insert into image_words (image_id, words) values ${sql.join(values)}`.execute(db)
}
