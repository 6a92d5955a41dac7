/** What to ask a catalogue for: asked of its database beforehand. */
import { type Kysely, sql } from 'kysely'
import { openDatabase } from '#platform'
import { raiseRevision } from '../../src/modules/catalog/revision.ts'
import type { CatalogTables } from '../../src/modules/catalog/tables.ts'
import type { Known } from './catalogue-questions.ts'

const columns = { newest: 'first_seen_at', heaviest: 'bytes' } as const

export interface Learned extends Known {
  /** Makes Magpie forget the answers that it keeps, as a catalogue does which is being filled. */
  touch(): Promise<void>
  close(): Promise<void>
}

export async function learnCatalogue(url: string, origin: string): Promise<Learned> {
  const database = openDatabase({ url })
  const db = database.tables<CatalogTables>()
  const { rows } = await sql<{
    id: string
  }>`select id from images where phash is not null order by id limit 200`.execute(db)
  const collections = await db.selectFrom('collections').select('id').execute()
  const hosts = await db
    .selectFrom('facet_counts')
    .select(['value', 'images'])
    .where('scope', '=', '')
    .where('facet', '=', 'host')
    .orderBy('images')
    .execute()
  const words = await countWords(db)
  return {
    ids: rows.map(({ id }) => id),
    collections: collections.map(({ id }) => id),
    deepCursor: { newest: await deepCursor('newest'), heaviest: await deepCursor('heaviest') },
    rareHost: String(hosts[0]?.value),
    commonHost: String(hosts.at(-1)?.value),
    rareWords: words.slice(0, 2),
    commonWord: String(words.at(-1)),
    touch: () => database.transaction((trx) => raiseRevision(trx.withTables())),
    close: () => database.close(),
  }

  /** As the list would have handed it out, had somebody gone so far. */
  async function deepCursor(sort: keyof typeof columns): Promise<string> {
    const { next } = (await (await fetch(`${origin}/api/v1/images?limit=50&sort=${sort}`)).json()) as { next: string }
    const [owner] = JSON.parse(Buffer.from(next, 'base64url').toString())
    const column = sql.ref(columns[sort])
    const { rows } = await sql<{ place: number; id: string }>`
      select ${column} as place, id from images order by ${column}, id
      limit 1 offset (select count(*) / 10 from images)`.execute(db)
    return Buffer.from(JSON.stringify([owner, rows[0]?.place, rows[0]?.id])).toString('base64url')
  }
}

/** Words of some images, the rarest first. */
async function countWords(db: Kysely<CatalogTables>): Promise<string[]> {
  const { rows } = await sql<{ words: string }>`select words from image_words order by image_id limit 20000`.execute(db)
  const counts = new Map<string, number>()
  for (const word of rows.flatMap(({ words }) => words.trim().split(' '))) counts.set(word, 1 + (counts.get(word) ?? 0))
  return [...counts]
    .filter(([word]) => /^[a-z]{4,}$/.test(word))
    .sort((a, b) => a[1] - b[1])
    .map(([word]) => word)
}
