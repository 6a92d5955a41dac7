/** Bytes by the SHA-256 of themselves. In the database, so that replicas need nothing else. */
import { setImmediate } from 'node:timers/promises'
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { type DatabaseDialect, problem } from '#platform'
import type { CatalogTables } from './tables.ts'

export interface Blob {
  digest: string
  bytes: Buffer
}

/** Where bytes to serve are read from. */
export interface BlobReader {
  /** Size in bytes, or undefined when there is no such blob. */
  findSize(digest: string): Promise<number | undefined>
  /**
   * The bytes from `start` on, `length` of them, in parts of `partBytes` at most; those of a row that an earlier version stored come
   * in one. Throws `not-found` where they are not all there.
   */
  read(digest: string, start: number, length: number): AsyncGenerator<Buffer>
}

/** How whole blobs are read. They are stored with the records of their images (`putBlobs`), and thumbnails are read with theirs. */
export interface BlobStore extends BlobReader {
  /** All of its bytes, or undefined when there is no such blob. */
  find(digest: string): Promise<Buffer | undefined>
  /** All bytes of several, none larger than `partBytes`; those that are not there are left out. */
  findSome(digests: string[]): Promise<Map<string, Buffer>>
}

/**
 * What is larger is kept and read in parts: both databases have what they are handed, and what they answer, several times over
 * in memory, and SQLite writes and reads a value in one turn of the event loop, all of it for a range of it.
 */
export const partBytes = 1024 ** 2

export function createBlobStore(db: Kysely<CatalogTables>): BlobStore {
  async function* read(digest: string, start: number, length: number) {
    const end = start + length
    for (let at = start; at < end; ) {
      const bytes = await readPart(db, digest, at, end - at)
      if (!bytes) throw missingBytes()
      // Who has them may give their memory back.
      at += bytes.length
      yield bytes
    }
  }

  return {
    async find(digest) {
      const row = await db.selectFrom('blobs').select(['size', 'data']).where('digest', '=', digest).executeTakeFirst()
      if (!row || row.data.length === row.size) return row?.data
      const bytes = Buffer.allocUnsafeSlow(row.size)
      for (let at = row.data.copy(bytes); at < row.size; ) {
        const part = await readPart(db, digest, at, row.size - at)
        if (!part) return undefined
        at += part.copy(bytes, at)
      }
      return bytes
    },
    async findSome(digests) {
      const rows = await db.selectFrom('blobs').select(['digest', 'data']).where('digest', 'in', digests).execute()
      return new Map(rows.map(({ digest, data }) => [digest, data]))
    },
    async findSize(digest) {
      const row = await db.selectFrom('blobs').select('size').where('digest', '=', digest).executeTakeFirst()
      return row?.size
    },
    read,
  }
}

export function missingBytes() {
  return problem('not-found', 'The bytes of this image are not here.')
}

/** Those from a place on, as far as they stand in one row: in the blob's own, which earlier versions gave all of it, or in that of a part. */
async function readPart(
  db: Kysely<CatalogTables>,
  digest: string,
  at: number,
  most: number,
): Promise<Buffer | undefined> {
  const slice = (from: RawBuilder<number>) => sql<Buffer>`substr(data, ${from}, ${integer(most)})`.as('slice')
  const first = await db
    .selectFrom('blobs')
    .select(slice(integer(at + 1)))
    .where('digest', '=', digest)
    .where(sql<number>`length(data)`, '>', at)
    .executeTakeFirst()
  if (first) return first.slice
  const later = await db
    .selectFrom('blob_parts')
    .select(slice(sql`${integer(at + 1)} - start`))
    .where('digest', '=', digest)
    .where('start', '<=', at)
    .orderBy('start', 'desc')
    .limit(1)
    .executeTakeFirst()
  // The one before a part that is missing ends too early.
  return later?.slice.length ? later.slice : undefined
}

/** A parameter, so that the statement is the same wherever it reads. */
function integer(value: number): RawBuilder<number> {
  return sql`cast(${value} as integer)`
}

/** In the order of their digests, so that two replicas which store the same blobs never wait for each other in a circle. */
export async function putBlobs(
  trx: Transaction<CatalogTables>,
  dialect: DatabaseDialect,
  blobs: Blob[],
): Promise<void> {
  const missing = await withoutKnown(trx, dialect, new Map(blobs.map((blob) => [blob.digest, blob])))
  for (const some of inTurns(missing.sort((a, b) => (a.digest < b.digest ? -1 : 1)))) {
    const added = await trx
      .insertInto('blobs')
      .values(some.map(({ digest, bytes }) => ({ digest, size: bytes.byteLength, data: bytes.subarray(0, partBytes) })))
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .returning('digest')
      .execute()
    await setImmediate()
    const own = new Set(added.map(({ digest }) => digest))
    for (const blob of some) if (own.has(blob.digest)) await putParts(trx, blob)
  }
}

/** What the blob's own row does not have of it. */
async function putParts(trx: Transaction<CatalogTables>, { digest, bytes }: Blob): Promise<void> {
  for (let start = partBytes; start < bytes.byteLength; start += partBytes) {
    const data = bytes.subarray(start, start + partBytes)
    await trx.insertInto('blob_parts').values({ digest, start, data }).execute()
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
