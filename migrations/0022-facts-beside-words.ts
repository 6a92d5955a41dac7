/**
 * Beside the words of an image stands what facets ask of it, so that those of a search read nothing but what it finds, in the order in
 * which the index finds it: looking up ten thousand images by their digests took most of the time.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

/** Of an image; `ways` changes with its uses, the others never do. */
const facts = ['format', 'domain', 'host', 'orientation', 'color', 'pixels', 'ways'] as const
const names = sql.join(facts.map((fact) => sql.ref(fact)))
const values = sql.join(facts.map((fact) => sql.ref(`images.${fact}`)))

const factColumns = (text: RawBuilder<unknown>) => sql`
  format ${text} not null,
  domain ${text} not null,
  host ${text} not null,
  orientation ${text} not null,
  color ${text},
  pixels bigint not null,
  ways integer not null`

/** All rows are written anew: adding so much to each in its place would leave the table in pieces. */
export const up: MigrationFile['up'] = async (db, dialect) => {
  if (dialect.name === 'sqlite') await onSqlite(db)
  else await onPostgres(db)
}

async function onSqlite(db: Schema) {
  for (const what of ['added', 'changed', 'removed'])
    await sql`drop trigger ${sql.ref(`image_words_${what}`)}`.execute(db)
  await sql`drop table image_words_index`.execute(db)
  await sql`alter table image_words rename to earlier_words`.execute(db)
  await sql`create table image_words (
    number integer primary key,
    image_id text not null unique references images (id) on delete cascade,
    words text not null,
    ${factColumns(sql`text`)}
  )`.execute(db)
  await createIndexOnSqlite(db)
  await fillInSteps(db)
  await sql`drop table earlier_words`.execute(db)
}

/** As in migration 0007, and with the facts, which are not indexed but read from the table. */
async function createIndexOnSqlite(db: Schema) {
  const unindexed = sql.join(facts.map((fact) => sql`${sql.ref(fact)} unindexed`))
  const forgetOld = sql`insert into image_words_index (image_words_index, rowid, image_id, words)
    values ('delete', old.number, old.image_id, old.words);`
  const addNew = sql`insert into image_words_index (rowid, image_id, words) values (new.number, new.image_id, new.words);`
  for (const statement of [
    sql`create virtual table image_words_index using fts5 (
      image_id unindexed, words, ${unindexed},
      content = 'image_words', content_rowid = 'number', tokenize = 'ascii', detail = none, columnsize = 0, prefix = '1 2 3'
    )`,
    sql`create trigger image_words_added after insert on image_words begin ${addNew} end`,
    sql`create trigger image_words_changed after update of words on image_words begin ${forgetOld} ${addNew} end`,
    sql`create trigger image_words_removed after delete on image_words begin ${forgetOld} end`,
  ])
    await statement.execute(db)
}

/** No statement may take the longer the more images there are: it would stop the process for so long. */
async function fillInSteps(db: Schema) {
  const { rows } = await sql<{ last: number | null }>`select max(number) as last from earlier_words`.execute(db)
  const last = rows[0]?.last ?? 0
  for (let after = 0; after < last; after += 5000) {
    await sql`
      insert into image_words (number, image_id, words, ${names})
      select number, image_id, words, ${values}
      from earlier_words cross join images on images.id = image_id
      where number > ${after} and number <= ${after + 5000} order by number`.execute(db)
  }
}

async function onPostgres(db: Schema) {
  await sql`drop function image_words_index`.execute(db)
  await sql`drop index image_words_by_tokens`.execute(db)
  await sql`alter table image_words drop constraint image_words_pkey`.execute(db)
  await sql`alter table image_words rename to earlier_words`.execute(db)
  await sql`create table image_words (
    image_id text collate "C" primary key references images (id) on delete cascade,
    words text collate "C" not null,
    tokens tsvector not null generated always as (array_to_tsvector(string_to_array(ltrim(words), ' '))) stored,
    ${factColumns(sql`text collate "C"`)}
  )`.execute(db)
  await sql`
    insert into image_words (image_id, words, ${names})
    select image_id, words, ${values} from earlier_words join images on images.id = image_id`.execute(db)
  await sql`drop table earlier_words`.execute(db)
  // Faster at once than row by row.
  await sql`create index image_words_by_tokens on image_words using gin (tokens)`.execute(db)
  await sql`analyze image_words`.execute(db)
  await sql`create function image_words_index (asked text) returns setof image_words language sql stable as $$
    select image_words.* from image_words
    where tokens @@ replace(replace(replace(asked, '"* "', ''':* & '''), '"*', ''':*'), '"', '''')::tsquery
  $$`.execute(db)
}
