/** Takes what is left of a deleted collection away, a share in each transaction, so that nobody waits long for one. */
import { sql } from 'kysely'
import type { AnyTransaction, Database } from '#platform'
import type { CollectTables } from '../tables.ts'
import type { CollectionContents } from './collection-answers.ts'
import { deleteCollection } from './collection-repository.ts'
import { firstSize } from './share-size.ts'

/** `busy`: another replica is at it in this moment or has just removed the last of it, or others are at work on all of its images. */
export type Swept = 'some' | 'all' | 'busy'

/** `size`: images, or rows that are as much work. */
export async function sweepShare(
  { database, contents }: { database: Database; contents: CollectionContents },
  id: string,
  size = firstSize,
): Promise<Swept> {
  return database.transaction(async (untyped) => {
    const trx = untyped.withTables<CollectTables>()
    await database.dialect.lock(trx, 'records', 'shared')
    const held = await trx
      .selectFrom('collections')
      .select('id')
      .where('id', '=', id)
      .where('forgotten', '=', 1)
      .modifyEnd(database.dialect.skipLocked)
      .executeTakeFirst()
    if (!held) return 'busy'
    const released = await contents.release(untyped, id, size)
    if (released !== 'none') return released
    if (await deleteRows(untyped, id, size)) return 'some'
    await deleteCollection(trx, id)
    return 'all'
  })
}

interface Part {
  table: string
  key: string[]
  of: 'run' | 'collection'
  /** So many are about as much work as an image. */
  rows: number
}

/** What runs have found; documents carry their bodies. */
const parts: Part[] = [
  { table: 'resources', key: ['run_id', 'url_key'], of: 'run', rows: 5 },
  { table: 'pages', key: ['run_id', 'page_key'], of: 'run', rows: 5 },
  { table: 'missed_pictures', key: ['run_id', 'page_key', 'ordinal'], of: 'run', rows: 5 },
  { table: 'documents', key: ['collection_id', 'url_key'], of: 'collection', rows: 1 },
]

/** Answers whether there may be more. */
async function deleteRows(trx: AnyTransaction, collectionId: string, size: number): Promise<boolean> {
  let left = size
  for (const part of parts) {
    const deleted = await deleteSome(trx, part, { collectionId, limit: left * part.rows })
    left -= Math.ceil(deleted / part.rows)
    if (left <= 0) return true
  }
  return false
}

async function deleteSome(
  trx: AnyTransaction,
  { table, key, of }: Part,
  { collectionId, limit }: { collectionId: string; limit: number },
): Promise<number> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  const isOurs =
    of === 'run'
      ? sql`run_id in (select id from runs where collection_id = ${collectionId})`
      : sql`collection_id = ${collectionId}`
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where (${columns}) in
      (select ${columns} from ${sql.table(table)} where ${isOurs} limit ${limit})`.execute(trx)
  return Number(numAffectedRows)
}

/** Collections that are being deleted, the youngest first, from the one behind `after` on. */
export async function listGoing(database: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await database
    .tables<CollectTables>()
    .selectFrom('collections')
    .select('id')
    .where('forgotten', '=', sql.lit(1)) // as the index says it
    .$if(after !== undefined, (query) => query.where('id', '<', after as string))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
