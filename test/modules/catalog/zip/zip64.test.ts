/** A ZIP of more files than 16 bits count. */
import { sql } from 'kysely'
import type { Database } from '#platform'
import { createBlobStore } from '../../../../src/modules/catalog/blob-store.ts'
import { imageAdded } from '../../../../src/modules/catalog/records.ts'
import type { CatalogTables } from '../../../../src/modules/catalog/tables.ts'
import { writeZip } from '../../../../src/modules/catalog/zip/write-zip.ts'
import { planZip } from '../../../../src/modules/catalog/zip/zip-plan.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { collected, image, store } from '../../../support/facts.ts'
import { readZip } from '../../../support/read-zip.ts'

/** All of one address and with the same bytes, under digests that are only counted: what is written does not ask whether they are true. */
async function fill(database: Database, count: number): Promise<void> {
  const { collectionId } = await collected(database)
  await store(database, imageAdded.record(image(collectionId, { thumbnail: null })))
  const db = database.tables<CatalogTables>()
  const [blob] = await db.selectFrom('blobs').selectAll().execute()
  const { id: _, ...like } = await db.selectFrom('images').selectAll().executeTakeFirstOrThrow()
  const digest = sql`substr(${'0'.repeat(64)} || n, length(cast(n as text)) + 1)`
  const numbers = sql`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${sql.lit(count - 1)})`
  const columns = Object.keys(like).map((column) => sql.ref(column))
  await sql`insert into blobs (digest, size, data) ${numbers} select ${digest}, ${sql.lit(blob?.size)}, data from numbers, blobs`.execute(
    db,
  )
  await sql`insert into images (id, ${sql.join(columns)}) ${numbers} select ${digest}, ${sql.join(columns)} from numbers, images`.execute(
    db,
  )
}

onEveryDatabase('more than 65,535 files: ZIP64', async (t, database) => {
  await fill(database, 65_535)
  const db = database.tables<CatalogTables>()
  const { signal } = new AbortController()
  const plan = await planZip(db, { filters: {}, sort: 'oldest', now: 0, mostImages: 65_535, signal })
  const source = { db, blobs: createBlobStore(db) }
  const parts: Buffer[] = []
  // A part is gone when the next one is asked for.
  for await (const part of writeZip(source, plan)) parts.push(Buffer.from(part))
  const zip = Buffer.concat(parts)
  t.equal(zip.length, plan.bytes)
  const { files, isZip64 } = readZip(zip)
  t.ok(isZip64)
  t.equal(new Set(files.map(({ name }) => name)).size, 65_536)
})
