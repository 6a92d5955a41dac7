/** Which images a zip has and how long it is: found out before its first byte, and kept in 41 bytes an image. */
import { crc32 } from 'node:zlib'
import type { Kysely } from 'kysely'
import { problem } from '#platform'
import { countImages } from '../facets/read-counts.ts'
import { isWhole } from '../image-filters.ts'
import { scanImages } from '../scan-images.ts'
import type { ImageFilters, Sort } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import { type Entry, type EntryRow, entryColumns, partsOfName, toEntry } from './entry-rows.ts'
import { createUniqueNames, type UniqueNames } from './unique-names.ts'
import { directoryHeader, endRecords, localHeader, type ZipFile } from './zip-format.ts'

/** Some images, in the order of the list. */
export interface PlannedPart {
  /** Digests, 32 bytes each. */
  digests: Buffer
  /** How each name is spelled. */
  attempts: Uint8Array
  /** CRC of each line of the manifest: it tells when an image is not the same any more. */
  checks: Uint32Array
  /** Of the originals; known once they were sent. */
  crcs: Uint32Array
}

export interface ZipPlan {
  parts: PlannedPart[]
  manifest: ZipFile
  /** Of the whole zip. */
  bytes: number
}

export interface PlanQuery {
  filters: ImageFilters
  sort: Sort
  /** Of the manifest, in milliseconds since the epoch. */
  now: number
  /** More are refused. */
  mostImages: number
  /** Aborts when nobody waits for it any more. */
  signal: AbortSignal
}

/** As many as are read again in one statement. */
const imagesAtOnce = 500

export async function planZip(db: Kysely<CatalogTables>, query: PlanQuery): Promise<ZipPlan> {
  const { filters, mostImages } = query
  // Of a whole list the number is known, and nobody waits for a minute to be refused.
  if (isWhole(filters) && (await countImages(db, filters.collection)) > mostImages) throw tooMany(mostImages)
  const names = createUniqueNames()
  const parts: PlannedPart[] = []
  const length = createLength(query.now)
  for await (const { rows } of scanImages(db, { ...query, columns: entryColumns, atOnce: imagesAtOnce })) {
    const { part, entries } = planPart(rows, names)
    for (const entry of entries) length.add(entry)
    if (length.images() > mostImages) throw tooMany(mostImages)
    parts.push(part)
  }
  return { parts, ...length.end() }
}

function planPart(rows: EntryRow[], names: UniqueNames): { part: PlannedPart; entries: Entry[] } {
  const attempts = Uint8Array.from(rows, (row) => names.attemptFor(partsOfName(row), row.id))
  const entries = rows.map((row, at) => toEntry(row, attempts[at] as number))
  const part = {
    digests: Buffer.from(rows.map(({ id }) => id).join(''), 'hex'),
    attempts,
    checks: Uint32Array.from(entries, ({ line }) => crc32(line)),
    crcs: new Uint32Array(rows.length),
  }
  return { part, entries }
}

/** Adds up what originals, manifest and directory take with their headers. */
function createLength(now: number) {
  const manifest: ZipFile = { name: Buffer.from('manifest.jsonl'), bytes: 0, crc: 0, time: now }
  let offset = 0
  let directory = 0
  let files = 0

  function addFile(file: ZipFile): void {
    directory += directoryHeader(file, offset).length
    offset += localHeader(file).length + file.bytes
    files += 1
  }

  return {
    images: () => files,
    add({ name, bytes, time, line }: Entry): void {
      addFile({ name, bytes, time, crc: 0 })
      manifest.bytes += line.length
      manifest.crc = crc32(line, manifest.crc)
    },
    end(): Omit<ZipPlan, 'parts'> {
      addFile(manifest)
      return { manifest, bytes: offset + directory + endRecords({ files, offset, bytes: directory }).length }
    },
  }
}

function tooMany(most: number) {
  return problem('too-many-images', `A zip has ${most} images at most: choose fewer by filters.`)
}
