/** Bytes by the SHA-256 of themselves. In the database, so that replicas need nothing else. */
import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { DatabaseDialect } from '#platform'
import type { CatalogTables } from './tables.ts'

export interface Blob {
  digest: string
  bytes: Buffer
}

/** Where bytes to serve are read from. */
export interface BlobReader {
  /** Size in bytes, or undefined when there is no such blob. */
  findSize(digest: string): Promise<number | undefined>
  /** The bytes from `start` on, `length` of them. */
  read(digest: string, start: number, length: number): Promise<Buffer>
}

/** How whole blobs are read. They are stored with the records of their images (`putBlobs`), and thumbnails are read with theirs. */
export interface BlobStore extends BlobReader {
  /** All of its bytes, or undefined when there is no such blob. */
  find(digest: string): Promise<Buffer | undefined>
  /** All bytes of several, which together are few; those that are not there are left out. */
  findSome(digests: string[]): Promise<Map<string, Buffer>>
}

export function createBlobStore(db: Kysely<CatalogTables>): BlobStore {
  return {
    async find(digest) {
      const row = await db.selectFrom('blobs').select('data').where('digest', '=', digest).executeTakeFirst()
      return row?.data
    },
    async findSome(digests) {
      const rows = await db.selectFrom('blobs').select(['digest', 'data']).where('digest', 'in', digests).execute()
      return new Map(rows.map(({ digest, data }) => [digest, data]))
    },
    async findSize(digest) {
      const row = await db.selectFrom('blobs').select('size').where('digest', '=', digest).executeTakeFirst()
      return row?.size
    },
    async read(digest, start, length) {
      const slice = sql<Buffer>`substr(data, ${sql.lit(start + 1)}, ${sql.lit(length)})`.as('slice')
      const row = await db.selectFrom('blobs').select(slice).where('digest', '=', digest).executeTakeFirstOrThrow()
      return row.slice
    },
  }
}

/** A blob that is at hand, to be served like those that are stored. */
export function readerOf({ bytes }: Blob): BlobReader {
  return {
    findSize: async () => bytes.byteLength,
    read: async (_digest, start, length) => bytes.subarray(start, start + length),
  }
}

/** In the order of their digests, so that two replicas which store the same blobs never wait for each other in a circle. */
export async function putBlobs(
  trx: Transaction<CatalogTables>,
  dialect: DatabaseDialect,
  blobs: Blob[],
): Promise<void> {
  const missing = await withoutKnown(trx, dialect, new Map(blobs.map((blob) => [blob.digest, blob])))
  for (const some of inTurns(missing.sort((a, b) => (a.digest < b.digest ? -1 : 1)))) {
    await trx
      .insertInto('blobs')
      .values(some.map(({ digest, bytes }) => ({ digest, size: bytes.byteLength, data: bytes })))
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute()
    await setImmediate()
  }
}

/** SQLite stores without leaving the turn of the event loop: after so many bytes others have theirs. */
const turnBytes = 256 * 1024
/** Small ones go together, in one statement. */
const turnBlobs = 500

function* inTurns(blobs: Blob[]): Generator<Blob[]> {
  let some: Blob[] = []
  let size = 0
  for (const blob of blobs) {
    some.push(blob)
    size += blob.bytes.byteLength
    if (size < turnBytes && some.length < turnBlobs) continue
    yield some
    some = []
    size = 0
  }
  if (some.length > 0) yield some
}

/** Bytes that are there already need not travel; they are pinned, because an image of a collection that is deleted may take its own along. */
async function withoutKnown(
  trx: Transaction<CatalogTables>,
  { pinRows }: DatabaseDialect,
  blobs: Map<string, Blob>,
): Promise<Blob[]> {
  if (blobs.size === 0) return []
  const known = await trx
    .selectFrom('blobs')
    .select('digest')
    .where('digest', 'in', [...blobs.keys()])
    .orderBy('digest')
    .modifyEnd(pinRows)
    .execute()
  for (const { digest } of known) blobs.delete(digest)
  return [...blobs.values()]
}
