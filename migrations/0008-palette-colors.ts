/** The colours of palettes, each on its own, so that images are found by a colour that is near. */
import { type Kysely, sql } from 'kysely'
import { colorsOf, type PaletteColor } from '#catalog'
import type { MigrationFile } from '#platform'

type Schema = Kysely<Record<never, never>>

/** Colours in OKLab, in thousandths; `cell` is the cube of that space in which one lies. */
export const up: MigrationFile['up'] = async (db) => {
  await db.schema
    .createTable('image_colors')
    .addColumn('image_id', 'text', (column) => column.notNull().references('images.id').onDelete('cascade'))
    .addColumn('cell', 'integer', (column) => column.notNull())
    .addColumn('lightness', 'integer', (column) => column.notNull())
    .addColumn('red', 'integer', (column) => column.notNull())
    .addColumn('yellow', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('image_colors_primary', ['image_id', 'lightness', 'red', 'yellow'])
    .execute()
  await fill(db)
  await db.schema
    .createIndex('image_colors_by_cell')
    .on('image_colors')
    .columns(['cell', 'lightness', 'red', 'yellow', 'image_id'])
    .execute()
}

/** Images in the order of their digests, so many at a time. */
async function fill(db: Schema) {
  for (let last = ''; ; ) {
    const { rows } = await sql<{ id: string; palette: string }>`select image_id as id, palette from image_details
      where image_id > ${last} order by image_id limit 500`.execute(db)
    if (rows.length === 0) return
    const values = rows.flatMap(({ id, palette }) =>
      colorsOf(JSON.parse(palette) as PaletteColor[]).map(
        ({ cell, lightness, red, yellow }) => sql`(${id}, ${cell}, ${lightness}, ${red}, ${yellow})`,
      ),
    )
    const into = sql`insert into image_colors (image_id, cell, lightness, red, yellow)`
    if (values.length > 0) await sql`${into} values ${sql.join(values)}`.execute(db)
    last = rows.at(-1)?.id as string
  }
}
