/** The words of images, with the facts beside them: as they were kept, and as the migrations read them anew. */
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Database } from '#platform'
import { up as readWords } from '../../migrations/0007-image-words.ts'
import { up as addFacts } from '../../migrations/0022-facts-beside-words.ts'
import { talliedColumns } from '../../src/modules/catalog/facets/image-values.ts'
import type { CatalogTables } from '../../src/modules/catalog/tables.ts'

/** Image and words of each, in order of the images; rejects where the full-text index knows others, or the facts are not the image's. */
export async function indexedWords(database: Database): Promise<[id: string, words: string][]> {
  const db = database.tables<CatalogTables>()
  const facts = await db
    .selectFrom('image_words')
    .select(['image_id as id', ...talliedColumns])
    .execute()
  const images = await db
    .selectFrom('images')
    .select(['id', ...talliedColumns])
    .execute()
  const own = new Map(images.map((image) => [image.id, image]))
  const wrongFacts = facts.filter((row) => !isDeepStrictEqual(row, own.get(row.id)))
  if (wrongFacts.length > 0) throw new Error(`The facts are wrong of ${JSON.stringify(wrongFacts)}`)
  const rows = await db.selectFrom('image_words').select(['image_id', 'words']).execute()
  const words = new Set(rows.flatMap((row) => row.words.split(' ').filter((word) => word !== '')))
  for (const word of words) {
    const found = await sql<{ image_id: string }>`select * from image_words_index(${`"${word}"*`})`.execute(db)
    const known = new Set(found.rows.map((row) => row.image_id))
    const wrong = rows.filter((row) => row.words.includes(` ${word}`) !== known.has(row.image_id))
    if (wrong.length > 0) throw new Error(`The index is wrong of ${word}: ${JSON.stringify(wrong)}`)
  }
  const inOrder = rows.toSorted((a, b) => (a.image_id < b.image_id ? -1 : 1))
  return inOrder.map((row) => [row.image_id, row.words])
}

/** Takes the words away and lets the migrations read them. Images that nothing was ever said of have none before. */
export async function rebuiltWords(database: Database): Promise<[id: string, words: string][]> {
  const db = database.tables<Record<never, never>>()
  if (database.dialect.name === 'sqlite') await sql`drop table image_words_index`.execute(db)
  else await sql`drop function image_words_index`.execute(db)
  await sql`drop table image_words`.execute(db)
  await readWords(db, database.dialect)
  await addFacts(db, database.dialect)
  return await indexedWords(database)
}
