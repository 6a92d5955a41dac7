/** A catalogue that was made up: as consistent as one that was collected, and the same every time. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Kysely, sql } from 'kysely'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import type { CollectionAnswer } from '#collect'
import { type Database, openDatabase } from '#platform'
import { fillCatalogue, templatesFor } from '../../scripts/seed/fill-catalogue.ts'
import { makeImages } from '../../scripts/seed/images.ts'
import { makeTemplates } from '../../scripts/seed/templates.ts'
import { makeWebsite, seenPages } from '../../scripts/seed/website.ts'
import { wasBrokenOff, withoutIndexes } from '../../scripts/seed/without-indexes.ts'
import { imageAdded, occurrencePlaced } from '../../src/modules/catalog/records.ts'
import type { Image, Occurrence } from '../../src/modules/catalog/schemas.ts'
import type { CatalogTables } from '../../src/modules/catalog/tables.ts'
import { collectionAccepted, pageSeen, resourceSeen, runBegun, runFinished } from '../../src/modules/collect/records.ts'
import { decode } from '../../src/modules/process/decoder/decode.ts'
import { ask } from '../support/ask.ts'
import { hasNoOrphans } from '../support/blobs.ts'
import { databaseUrl, onEveryDatabase, temporaryFolder } from '../support/databases.ts'
import { store } from '../support/facts.ts'
import { type Magpie, startMagpie } from '../support/magpie.ts'
import { countedAndRecounted, everything } from '../support/recount.ts'

type List<Item> = { items: Item[]; next: string | null }
type Detailed = Image & { occurrences: Occurrence[]; palette: unknown[] }

const digests = new Set<string>()

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`500 images in three collections (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const database = openDatabase({ url })
    t.teardown(() => database.close())
    await database.migrate()
    const told: number[] = []
    const options = {
      database,
      images: 500,
      imagesPerCollection: 200,
      onProgress: (stored: number) => told.push(stored),
    }
    await fillCatalogue(options)
    t.strictSame(told, [200, 400, 500])

    const magpie = await startMagpie(t, { DATABASE_URL: url })
    await countsAreThoseOfRows(t, magpie, database)
    await answers(t, magpie)
    const before = await everything(database)
    await fillCatalogue(options)
    t.ok((await everything(database)) === before, 'filled twice it is the same')
    digests.add(
      createHash('sha256')
        .update(JSON.stringify(await imageIds(database)))
        .digest('hex'),
    )
  })
}

onEveryDatabase('in bulk: the very rows that the pipeline stores', async (t, database) => {
  await fillCatalogue({ database, images: 150 })
  const other = openDatabase({ url: await databaseUrl(t, database.dialect.name) })
  t.teardown(() => other.close())
  await other.migrate()
  await storeByRecords(other, 150)
  const [inBulk, byRecords] = await Promise.all([database, other].map(everything))
  t.strictSame(withoutClock(inBulk), withoutClock(byRecords))
})

/** As runs do. */
async function storeByRecords(database: Database, count: number): Promise<void> {
  const website = makeWebsite(0, count)
  const { submission, beganAt } = website
  const { runId: id } = submission
  const begun = { id, owner: 'seed', leaseMs: 3_600_000, startedAt: beganAt }
  await store(database, collectionAccepted.record(submission), runBegun.record(begun))
  for (const made of makeImages(website, count, await makeTemplates(templatesFor(count))))
    await store(
      database,
      imageAdded.record(made.image),
      ...made.occurrences.map(occurrencePlaced.record),
      ...made.resources.map(resourceSeen.record),
    )
  await store(database, ...seenPages(website).map(pageSeen.record))
  const finishedAt = beganAt + count * 50
  await store(database, runFinished.record({ id, token: null, state: 'succeeded', error: null, finishedAt }))
}

/** The revision counts transactions, of which there are fewer in bulk. */
function withoutClock(contents: string | undefined) {
  const tables = new Map<string, unknown[]>(JSON.parse(String(contents)))
  tables.delete('catalogue_revision')
  t.ok(tables.get('images')?.length, 'there are images')
  return tables
}

t.test('the images are the same on both databases', async (t) => {
  t.equal(digests.size, 1)
})

async function countsAreThoseOfRows(t: Test, magpie: Magpie, database: Database): Promise<void> {
  const { items: collections } = await magpie.get<List<CollectionAnswer>>('/collections')
  t.strictSame(
    collections.map(({ images, run }) => [images, run.images.stored, run.state]),
    [
      [100, 100, 'succeeded'],
      [200, 200, 'succeeded'],
      [200, 200, 'succeeded'],
    ],
  )
  for (const { id, bytes, run } of collections) {
    const { counted, recounted } = await countedAndRecounted(database, run.id)
    t.strictSame(counted, recounted)
    t.equal(bytes, run.bytes)
    t.ok(run.images.duplicate > 0 && run.images.alternate > 0 && run.images.failed > 0)
    const { items } = await magpie.get<List<Image>>(`/images?collection=${id}&limit=500`)
    t.equal(
      items.reduce((sum, image) => sum + image.bytes, 0),
      bytes,
    )
  }
  await hasNoOrphans(t, database)
}

async function answers(t: Test, magpie: Magpie): Promise<void> {
  const { items } = await magpie.get<List<Image>>('/images?limit=500')
  t.equal(items.length, 500)
  t.ok(new Set(items.map(({ host }) => host)).size > 50, 'many hosts')
  t.ok(items.filter(({ host }) => host.startsWith('www.')).length > 100, 'of which few have most images')
  t.ok(new Set(items.map(({ format }) => format)).size >= 4, 'several formats')
  for (const image of items.filter((_, at) => at % 25 === 0)) await isWhole(t, magpie, image)
  const { items: missing } = await magpie.get<List<Image>>('/images?alt=missing')
  t.ok(missing.length > 0, 'some want an alt text')
}

/** Its bytes are what is said of them. */
async function isWhole(t: Test, magpie: Magpie, { id, ...image }: Image): Promise<void> {
  const original = (await ask(magpie.url, { path: image.links.original })).bytes
  t.equal(createHash('sha256').update(original).digest('hex'), id)
  const limits = { maxPixels: 1e8, minWidth: 1, minHeight: 1, mayBeHeavy: true }
  const decoded = await decode({ bytes: original, format: image.format, ...limits })
  const { width, height, format, damaged, color, alpha } = image
  t.match(decoded, { verdict: 'decoded', facts: { width, height, format, damaged, color, alpha } })
  const thumbnail = await ask(magpie.url, { path: String(image.links.thumbnail) })
  const size = await sharp(thumbnail.bytes).metadata()
  t.ok(Math.max(size.width, size.height) <= 320)
  const detailed = await magpie.get<Detailed>(`/images/${id}`)
  t.ok(detailed.occurrences.length >= 1 && detailed.occurrences.length <= 5 && detailed.palette.length > 0)
  t.match(detailed.occurrences[0], { pageTitle: /\w/ })
}

async function imageIds(database: Database): Promise<string[]> {
  const rows = await database.tables<CatalogTables>().selectFrom('images').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

t.test('npm run seed: migrates, fills, and says so', async (t) => {
  const seed = (...counts: string[]) =>
    promisify(execFile)(
      process.execPath,
      [fileURLToPath(new URL('../../scripts/seed.ts', import.meta.url)), ...counts],
      {
        env: { ...process.env, DATABASE_URL: `sqlite:${folder}/magpie.db` },
      },
    )
  const folder = temporaryFolder(t)
  t.match((await seed('20')).stdout, /^20 of 20 images, \d+ a second: sqlite:.* is filled\.$/m)
  const database = openDatabase({ url: `sqlite:${folder}/magpie.db` })
  t.teardown(() => database.close())
  t.equal((await imageIds(database)).length, 20)
  for (const counts of [[], ['0'], ['many'], ['1.5']])
    await t.rejects(seed(...counts), { code: 1, stderr: /npm run seed/ })
})

onEveryDatabase(
  'the indexes are those of the migrations, also when an earlier fill was broken off',
  async (t, database) => {
    const indexes = async () => (await definitions(database)).map(({ definition }) => definition).sort()
    const before = await indexes()
    t.ok(before.length > 20)
    t.equal(await wasBrokenOff(database), false)
    const fails = () =>
      withoutIndexes(database, ['images', 'occurrences'], () => Promise.reject(new Error('broken off')))
    await t.rejects(fails(), { message: 'broken off' })
    t.strictSame(await indexes(), before)
    await database.transaction(async (trx) => {
      await sql`create table seed_indexes (name text primary key, definition text not null)`.execute(trx)
      const { name, definition } = (await definitions(database, trx)).find(
        (each) => each.name === 'images_by_phash',
      ) as never
      await sql`insert into seed_indexes values (${name}, ${definition})`.execute(trx)
      await sql`drop index ${sql.id(name)}`.execute(trx)
    })
    t.equal(await wasBrokenOff(database), true)
    await withoutIndexes(database, ['images'], async () => void t.ok((await indexes()).length < before.length - 5))
    t.strictSame(await indexes(), before)
  },
)

onEveryDatabase('an index may take as long as it takes', async (t, database) => {
  if (database.dialect.name !== 'postgres') return
  const db = database.tables<{ notes: { text: string } }>()
  await sql`create table notes (text text)`.execute(db)
  await sql`
    create function unhurried(text) returns text immutable language plpgsql as $$ begin
      if current_setting('statement_timeout') <> '0' then raise exception 'in a hurry'; end if;
      return $1;
    end $$`.execute(db)
  await sql`create index notes_by_text on notes (unhurried(text))`.execute(db)
  await t.rejects(db.insertInto('notes').values({ text: 'a' }).execute(), { message: 'in a hurry' })
  await withoutIndexes(database, ['notes'], async () => {
    await db.insertInto('notes').values({ text: 'a' }).execute()
  })
  t.ok((await definitions(database)).some(({ name }) => name === 'notes_by_text'))
})

async function definitions(database: Database, db: Kysely<Record<never, never>> = database.tables()) {
  const asked = {
    sqlite: sql<Index>`select name, sql as definition from sqlite_master where type = 'index' and sql is not null`,
    postgres: sql<Index>`
      select indexname as name, indexdef as definition from pg_indexes where schemaname = current_schema()`,
  }
  return (await asked[database.dialect.name].execute(db)).rows
}

interface Index {
  name: string
  definition: string
}
