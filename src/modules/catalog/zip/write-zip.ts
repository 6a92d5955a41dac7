/**
 * The bytes of a zip that was planned: the originals, the manifest, the directory. What is not as it was planned ends it
 * with an error, before a wrong byte is out: shorter than it was said to be, which every client notices.
 */
import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import type { Kysely } from 'kysely'
import { releaseBytes } from '#platform'
import type { BlobReader, BlobStore } from '../blob-store.ts'
import type { CatalogTables } from '../tables.ts'
import { type Entry, entryColumns, toEntry } from './entry-rows.ts'
import { directoryHeader, endRecords, localHeader, type ZipFile } from './zip-format.ts'
import type { PlannedPart, ZipPlan } from './zip-plan.ts'

export interface ZipSource {
  db: Kysely<CatalogTables>
  blobs: Pick<BlobStore, 'findSome'> & BlobReader
  /** Larger originals are read in slices of so many bytes, where that costs the database nothing. */
  sliceBytes: number
}

/** Originals that together are no larger are read together. */
const togetherBytes = 1024 ** 2

/** Each part of it is made when the one before was written, and may be gone then: one large original is in memory, or some small ones. */
export async function* writeZip(source: ZipSource, plan: ZipPlan): AsyncGenerator<Buffer> {
  let written = 0
  for await (const bytes of allParts(source, plan)) {
    written += bytes.length
    yield bytes
  }
  if (written !== plan.bytes) throw changed()
}

async function* allParts(source: ZipSource, plan: ZipPlan): AsyncGenerator<Buffer> {
  for (const part of plan.parts) yield* originals(source, part)
  yield localHeader(plan.manifest)
  yield* manifestLines(source, plan)
  yield* directory(source, plan)
}

async function* originals(source: ZipSource, part: PlannedPart): AsyncGenerator<Buffer> {
  let at = 0
  for (const entries of together(await readEntries(source.db, part))) {
    const files: { header: Buffer; original: Buffer }[] = []
    for (const { entry, original } of await readOriginals(source, entries)) {
      const crc = await crcOf(original)
      part.crcs[at++] = crc
      files.push({ header: localHeader({ ...entry, crc }), original })
    }
    yield* given(files)
  }
}

async function readOriginals({ blobs, sliceBytes }: ZipSource, entries: Entry[]) {
  const [first] = entries
  const isLarge = first !== undefined && first.bytes > sliceBytes
  const found = isLarge
    ? new Map([[first.digest, await readInSlices(blobs, first, sliceBytes)]])
    : await blobs.findSome(entries.map(({ digest }) => digest))
  return entries.map((entry) => {
    const original = found.get(entry.digest)
    if (original?.length !== entry.bytes) throw changed()
    return { entry, original }
  })
}

async function readInSlices(blobs: BlobReader, { digest, bytes }: Entry, sliceBytes: number): Promise<Buffer> {
  const original = Buffer.allocUnsafeSlow(bytes)
  for (let start = 0; start < bytes; start += sliceBytes) {
    const slice = await blobs.read(digest, start, Math.min(sliceBytes, bytes - start))
    if (slice.length !== Math.min(sliceBytes, bytes - start)) throw changed()
    slice.copy(original, start)
    releaseBytes(slice)
  }
  return original
}

async function* manifestLines({ db }: ZipSource, { parts, manifest }: ZipPlan): AsyncGenerator<Buffer> {
  let crc = 0
  for (const part of parts) {
    const lines = Buffer.concat((await readEntries(db, part)).map(({ line }) => line))
    crc = crc32(lines, crc)
    yield lines
  }
  if (crc !== manifest.crc) throw changed()
}

async function* directory({ db }: ZipSource, { parts, manifest }: ZipPlan): AsyncGenerator<Buffer> {
  let offset = 0
  let files = 0
  let length = 0
  const headerOf = (file: ZipFile) => {
    const header = directoryHeader(file, offset)
    offset += localHeader(file).length + file.bytes
    files += 1
    length += header.length
    return header
  }
  for (const part of parts) {
    const entries = await readEntries(db, part)
    yield Buffer.concat(entries.map((entry, at) => headerOf({ ...entry, crc: part.crcs[at] as number })))
  }
  yield headerOf(manifest)
  yield endRecords({ files, offset, bytes: length })
}

/** What was planned and nothing else, whatever came meanwhile; throws where one is gone or not the same. */
async function readEntries(db: Kysely<CatalogTables>, { digests, attempts, checks }: PlannedPart): Promise<Entry[]> {
  await setImmediate()
  const ids = Array.from(attempts, (_, at) => digests.toString('hex', 32 * at, 32 * (at + 1)))
  const rows = await db.selectFrom('images').select(entryColumns).where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id, at) => {
    const row = byId.get(id)
    const entry = row && toEntry(row, attempts[at] as number)
    if (!entry || crc32(entry.line) !== checks[at]) throw changed()
    return entry
  })
}

function* together(entries: Entry[]): Generator<Entry[]> {
  let some: Entry[] = []
  let size = 0
  for (const entry of entries) {
    if (some.length > 0 && size + entry.bytes > togetherBytes) {
      yield some
      some = []
      size = 0
    }
    some.push(entry)
    size += entry.bytes
  }
  if (some.length > 0) yield some
}

/** A large one is looked at in turns, so that others have theirs. */
async function crcOf(bytes: Buffer): Promise<number> {
  let crc = 0
  for (let at = 0; at < bytes.length; at += togetherBytes) {
    crc = crc32(bytes.subarray(at, at + togetherBytes), crc)
    if (bytes.length > togetherBytes) await setImmediate()
  }
  return crc
}

/** Memory is given back as soon as it was written, and not when garbage is next collected: there would be much of it until then. */
function* given(files: { header: Buffer; original: Buffer }[]): Generator<Buffer> {
  const [large] = files
  if (large && large.original.length > togetherBytes) {
    yield large.header
    yield large.original
    return releaseBytes(large.original)
  }
  const bytes = Buffer.concat(files.flatMap(({ header, original }) => [header, original]))
  for (const { original } of files) releaseBytes(original)
  yield bytes
  releaseBytes(bytes)
}

function changed(): Error {
  return new Error('an image was deleted or changed while it was sent in a zip')
}
