/**
 * The bytes of a zip that was planned: the originals, the manifest, the directory. What is not as it was planned ends it
 * with an error, before a wrong byte is out: shorter than it was said to be, which every client notices.
 */
import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import type { Kysely } from 'kysely'
import type { CatalogTables } from '../tables.ts'
import { type Entry, entryColumns, toEntry } from './entry-rows.ts'
import { type Originals, storedFiles } from './stored-files.ts'
import { directoryHeader, endRecords, localHeader, type ZipFile } from './zip-format.ts'
import type { PlannedPart, ZipPlan } from './zip-plan.ts'

export interface ZipSource {
  db: Kysely<CatalogTables>
  blobs: Originals
}

/** Each part of it is made when the one before was written, and may be gone then. */
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

async function* originals({ db, blobs }: ZipSource, part: PlannedPart): AsyncGenerator<Buffer> {
  let at = 0
  for await (const { crcs, bytes } of storedFiles(blobs, await readEntries(db, part))) {
    for (const crc of crcs) part.crcs[at++] = crc
    yield* bytes
  }
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

function changed(): Error {
  return new Error('an image was deleted or changed while it was sent in a zip')
}
