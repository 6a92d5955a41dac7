/** How long it takes to find images by words, of very many: `node bench/search.ts [images] [sqlite:<path> | postgres://…]`. */
import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { openDatabase } from '#platform'
import { listImages } from '../src/modules/catalog/image-repository.ts'
import type { Sort } from '../src/modules/catalog/schemas.ts'
import { toWordRow } from '../src/modules/catalog/search/word-repository.ts'
import type { CatalogTables } from '../src/modules/catalog/tables.ts'
import { createRandom } from '../test/support/random.ts'

const [count = '1000000', url = `sqlite:${mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))}/magpie.db`] =
  process.argv.slice(2)
const database = openDatabase({ url })
await database.migrate()
const db = database.tables<CatalogTables>()
const random = createRandom(1)

/** One in three, in a hundred, in ten thousand, in ten of the oldest; beside words of which the first ones are the commonest. */
function wordsOf(at: number): string[] {
  const words = Array.from({ length: 8 }, () => `w${Math.floor(50_000 ** (random.integer(1000) / 1000))}x`)
  if (at % 3 === 0) words.push('common')
  if (at % 100 === 0) words.push('middling')
  if (at % 10_000 === 0) words.push('rare')
  if (at < Number(count) / 10) words.push('clustered')
  return [...new Set(words)]
}

function imageRow(id: string, at: number): CatalogTables['images'] {
  const where = { url: `http://site.test/${at}.jpg`, host: 'site.test', domain: 'site.test', page: 'http://site.test/' }
  const shape = {
    format: 'jpeg',
    width: 40,
    height: 30,
    pixels: 1200 + (at % 977),
    bytes: 1000 + ((at * 7919) % 99991),
  }
  const nothing = { thumbnail: null, preview: null, alt: null, color: null, ways: 0, thumbhash: null, phash: null }
  const flags = { animated: 0, frames: 1, alpha: 0, damaged: 0, orientation: 'landscape' }
  return { id, ...where, ...shape, ...nothing, ...flags, first_seen_at: 1_700_000_000_000 + at * 1000 }
}

async function fill(): Promise<void> {
  for (let from = 0; from < Number(count); from += 500) {
    const rows = Array.from({ length: 500 }, (_, index) => from + index).map((at) =>
      imageRow(createHash('sha256').update(String(at)).digest('hex'), at),
    )
    await database.transaction(async (any) => {
      const trx = any.withTables<CatalogTables>()
      const blobs = rows.map(({ id }) => ({ digest: id, size: 1, data: Buffer.alloc(1) }))
      await trx.insertInto('blobs').values(blobs).execute()
      await trx.insertInto('images').values(rows).execute()
      const words = rows.map((row, index) => toWordRow(row, wordsOf(from + index)))
      await trx.insertInto('image_words').values(words).execute()
    })
  }
  await sql`analyze`.execute(db)
}

const { n } = await db
  .selectFrom('images')
  .select((eb) => eb.fn.countAll<number>().as('n'))
  .executeTakeFirstOrThrow()
if (Number(n) === 0) await fill()

const questions: [q: string, sort: Sort][] = [
  ['rare', 'newest'],
  ['common', 'newest'],
  ['common', 'heaviest'],
  ['middling', 'newest'],
  ['middling', 'largest'],
  ['clustered', 'newest'],
  ['clustered', 'oldest'],
  ['common rare', 'newest'],
  ['common middling', 'newest'],
  ['w', 'newest'],
  ['w1', 'newest'],
  ['w12345', 'newest'],
  ['nothing', 'newest'],
]

for (const [q, sort] of questions) {
  const times: number[] = []
  let found = 0
  for (let round = 0; round < 15; round++) {
    const began = performance.now()
    found = (await listImages(db, { filters: { q }, sort, limit: 100, after: undefined })).items.length
    times.push(performance.now() - began)
  }
  times.sort((one, other) => one - other)
  console.log(`${q}, ${sort}: ${found} found, median ${times[7]?.toFixed(1)} ms, most ${times.at(-1)?.toFixed(1)} ms`)
}
await database.close()
