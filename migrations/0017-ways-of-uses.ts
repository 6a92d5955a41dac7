/** An image's row, and that of each collection which holds it, tells in which ways it is used: facets read one index, and nothing beside it. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

/** What filters and facets ask of an image. */
const asked = [
  'id',
  'format',
  'orientation',
  'animated',
  'alpha',
  'width',
  'height',
  'bytes',
  'pixels',
  'color',
] as const

/** The bits as they were when this was written; see src/modules/catalog/facets/ways.ts. */
const elements =
  'img picture noscript css meta link-icon link-image link-preload jsonld json video input svg object embed background amp-img a manifest sitemap feed list data'
const bits = {
  element: elements.split(' ').map((element, at) => [element, 2 ** at] as const),
  alt: ['missing', 'empty', 'present'].map((state, at) => [state, 2 ** (28 + at)] as const),
}

export const up: MigrationFile['up'] = async (db) => {
  // Nothing is to be kept up to date while every row changes.
  await db.schema.dropIndex('images_by_facets').execute()
  for (const table of ['images', 'collection_images']) {
    await db.schema
      .alterTable(table)
      .addColumn('ways', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  }
  await fill(db)
  await db.schema
    .createIndex('images_by_facets')
    .on('images')
    .columns([...asked, 'domain', 'host', 'ways'])
    .execute()
}

/** In steps: no statement may take the longer the more images there are. */
async function fill(db: Schema) {
  for (let after = ''; ; ) {
    const { rows } = await sql<{ id: string }>`
      select id from images where id > ${after} order by id limit 5000`.execute(db)
    const end = rows.at(-1)?.id
    if (end === undefined) return
    await sql`
      update images set ways = (select ${ways} from image_uses where image_id = images.id)
      where id > ${after} and id <= ${end}
        and exists (select 1 from image_uses where image_id = images.id)`.execute(db)
    await sql`
      update collection_images set ways = (select ${ways} from ${own})
      where image_id > ${after} and image_id <= ${end} and exists (select 1 from ${own})`.execute(db)
    after = end
  }
}

const own = sql`
  image_uses as own where own.image_id = collection_images.image_id and own.collection_id = collection_images.collection_id`

/** A sum of bits that differ is all of them together. */
const ways = sql`sum(distinct ${bitOf('element')}) + sum(distinct ${bitOf('alt')})`

function bitOf(column: keyof typeof bits): RawBuilder<number> {
  const cases = bits[column].map(([value, bit]) => sql`when ${sql.lit(value)} then ${sql.lit(bit)}`)
  return sql`case ${sql.ref(column)} ${sql.join(cases, sql` `)} else 0 end`
}
