/** The words of images: as they were kept, and as the migration reads them anew. */
import { sql } from 'kysely'
import type { Database } from '#platform'
import { up } from '../../migrations/0007-image-words.ts'
import type { CatalogTables } from '../../src/modules/catalog/tables.ts'

/** Image and words of each, in order of the images; rejects where the full-text index knows others. */
export async function indexedWords(database: Database): Promise<[id: string, words: string][]> {
  const db = database.tables<CatalogTables>()
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

/** Takes the words away and lets the migration read them. Images that nothing was ever said of have none before. */
export async function rebuiltWords(database: Database): Promise<[id: string, words: string][]> {
  const db = database.tables<Record<never, never>>()
  if (database.dialect.name === 'sqlite') await sql`drop table image_words_index`.execute(db)
  else await sql`drop function image_words_index`.execute(db)
  await sql`drop table image_words`.execute(db)
  await up(db, database.dialect)
  return await indexedWords(database)
}
