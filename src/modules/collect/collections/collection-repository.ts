/** Collections: websites with their settings, and the submissions that made them. */
import type { Kysely, Transaction } from 'kysely'
import { type Circumstances, type Page, type PageQuery, toPage } from '#platform'
import { insertFirstRuns } from '../runs/run-repository.ts'
import type { CollectionTable, CollectTables } from '../tables.ts'
import type { Collection, Scope } from '../types.ts'

type Db = Kysely<CollectTables>

/** A collection that was submitted, with its first run. */
export interface Submission {
  collection: Collection
  runId: string
  /** Of a list of images: its addresses, packed. */
  list: Buffer | null
  /** The client's name for this request, with a digest of what it asked for. */
  idempotency: { key: string; fingerprint: string } | null
}

/**
 * Accepting a submission twice, or two under one key at once, makes one collection. Where two replicas took the same key
 * while the database was away, both have given their word: both are made, and the key stays with the first that arrives.
 */
export async function acceptSubmissions(
  trx: Transaction<CollectTables>,
  given: Submission[],
  { wasAcknowledged }: Pick<Circumstances, 'wasAcknowledged'>,
): Promise<void> {
  const submissions = await withoutDeleted(trx, given)
  if (submissions.length === 0) return
  await trx
    .insertInto('collections')
    .values(submissions.map(({ collection }) => toRow(collection)))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const made: Submission[] = []
  for (const submission of submissions) {
    const isFirst = await takeKey(trx, submission)
    if (isFirst || wasAcknowledged) made.push(submission)
    else await deleteCollection(trx, submission.collection.id)
  }
  for (const { collection, list } of made) if (list) await insertList(trx, collection.id, list)
  await insertFirstRuns(
    trx,
    made.map(({ collection, runId }) => ({ ...toRow(collection), runId })),
  )
}

/** Said a second time, a submission does not bring back what somebody deleted meanwhile. */
async function withoutDeleted(trx: Transaction<CollectTables>, submissions: Submission[]): Promise<Submission[]> {
  const ids = submissions.map(({ collection }) => collection.id)
  const rows = await trx.selectFrom('deleted_collections').select('id').where('id', 'in', ids).execute()
  const deleted = new Set(rows.map(({ id }) => id))
  return submissions.filter(({ collection }) => !deleted.has(collection.id))
}

async function insertList(trx: Transaction<CollectTables>, collectionId: string, addresses: Buffer): Promise<void> {
  await trx
    .insertInto('address_lists')
    .values({ collection_id: collectionId, addresses })
    .onConflict((conflict) => conflict.column('collection_id').doNothing())
    .execute()
}

/** The addresses of a list of images, packed; undefined for a website. */
export async function findList(db: Db, collectionId: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('address_lists')
    .select('addresses')
    .where('collection_id', '=', collectionId)
    .executeTakeFirst()
  return row?.addresses
}

/** False when the key belongs to another collection: the first one that took it is the answer to both. */
async function takeKey(trx: Transaction<CollectTables>, { collection, idempotency }: Submission): Promise<boolean> {
  if (!idempotency) return true
  const { key, fingerprint } = idempotency
  await trx
    .insertInto('submissions')
    .values({ idempotency_key: key, fingerprint, collection_id: collection.id, created_at: collection.createdAt })
    .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
    .execute()
  return (await findSubmission(trx, key))?.collectionId === collection.id
}

/** What was submitted under a key before. */
export async function findSubmission(
  db: Db,
  key: string,
): Promise<{ fingerprint: string; collectionId: string } | undefined> {
  const row = await db.selectFrom('submissions').selectAll().where('idempotency_key', '=', key).executeTakeFirst()
  return row && { fingerprint: row.fingerprint, collectionId: row.collection_id }
}

export async function findCollection(db: Db, id: string): Promise<Collection | undefined> {
  const row = await db
    .selectFrom('collections')
    .selectAll()
    .where('id', '=', id)
    .where('forgotten', '=', 0)
    .executeTakeFirst()
  return row && toCollection(row)
}

/** Newest first: ids of version 7 sort by time. */
export async function listCollections(db: Db, { limit, after }: PageQuery): Promise<Page<Collection>> {
  const rows = await db
    .selectFrom('collections')
    .selectAll()
    .where('forgotten', '=', 0)
    .$if(after !== undefined, (query) => query.where('id', '<', String(after?.[0])))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, toCollection, (row) => [row.id])
}

/** Takes its runs and all their rows along. */
export async function deleteCollection(db: Db, id: string): Promise<void> {
  await db.deleteFrom('collections').where('id', '=', id).execute()
}

function toRow(collection: Collection): CollectionTable {
  return {
    id: collection.id,
    url: collection.url ?? '',
    name: collection.name,
    scope: collection.scope,
    max_pages: collection.maxPages,
    max_depth: collection.maxDepth,
    include: JSON.stringify(collection.include),
    exclude: JSON.stringify(collection.exclude),
    robots: Number(collection.robots),
    min_width: collection.minWidth,
    min_height: collection.minHeight,
    full_size: Number(collection.fullSize),
    created_at: collection.createdAt,
    forgotten: 0,
  }
}

function toCollection(row: CollectionTable): Collection {
  return {
    id: row.id,
    url: row.url || null,
    name: row.name,
    scope: row.scope as Scope,
    maxPages: row.max_pages,
    maxDepth: row.max_depth,
    include: JSON.parse(row.include),
    exclude: JSON.parse(row.exclude),
    robots: row.robots === 1,
    minWidth: row.min_width,
    minHeight: row.min_height,
    fullSize: row.full_size === 1,
    createdAt: row.created_at,
  }
}
