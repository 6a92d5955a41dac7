/** Fills the tables of facets, which are empty, with what is there. For migrations: nobody stores meanwhile. */
import { type Kysely, sql } from 'kysely'
import type { CatalogTables } from '../tables.ts'
import { elementsWithAlt } from './alt-state.ts'
import { changeCounts, createCountChanges, everywhere } from './counts.ts'
import { facetColumns, valuesOfImage } from './image-values.ts'
import { countUses } from './use-changes.ts'

type Db = Kysely<CatalogTables>

/** In steps: no statement may take the longer the more images there are. */
export async function countFacetsAnew(db: Db): Promise<void> {
  const counts = createCountChanges()
  for (let after = ''; ; ) {
    const images = await nextImages(db, after)
    const end = images.at(-1)?.id
    if (end === undefined) break
    await sumUpUses(db, after, end)
    countUses(counts, await between(db, 'image_uses', after, end), 1)
    const values = new Map(images.map((image) => [image.id, valuesOfImage(image)]))
    for (const own of values.values()) counts.add(everywhere, own)
    const holding = await between(db, 'collection_images', after, end)
    for (const { collection_id, image_id } of holding) counts.add(collection_id, values.get(image_id) ?? [])
    after = end
  }
  await changeCounts(db, counts.all())
}

function nextImages(db: Db, after: string) {
  return db.selectFrom('images').select(facetColumns).where('id', '>', after).orderBy('id').limit(1000).execute()
}

/** See `altStateOf`. */
async function sumUpUses(db: Db, after: string, end: string): Promise<void> {
  await sql`
    insert into image_uses (image_id, collection_id, element, alt, uses)
    select image_id, collection_id, element, state, count(*)
    from (
      select image_id, collection_id, element,
        case
          when alt > '' then 'present'
          when alt = '' then 'empty'
          when element in (${sql.join(elementsWithAlt)}) then 'missing'
          else 'none'
        end as state
      from occurrences where image_id > ${after} and image_id <= ${end}
    ) as found
    group by image_id, collection_id, element, state`.execute(db)
}

async function between<Table extends 'image_uses' | 'collection_images'>(
  db: Db,
  table: Table,
  after: string,
  end: string,
): Promise<CatalogTables[Table][]> {
  const { rows } = await sql<CatalogTables[Table]>`
    select * from ${sql.table(table)} where image_id > ${after} and image_id <= ${end}`.execute(db)
  return rows
}
