/** What a zip says of an image: its name, and a line of the manifest. All of it stays as it is once the image was added. */
import type { ImageTable } from '../tables.ts'
import type { Format } from '../types.ts'
import { fileNameOf } from './file-names.ts'
import { spell } from './unique-names.ts'

export const entryColumns = [
  'id',
  'url',
  'page',
  'alt',
  'format',
  'width',
  'height',
  'bytes',
  'first_seen_at',
] as const satisfies (keyof ImageTable)[]

export type EntryRow = Pick<ImageTable, (typeof entryColumns)[number]>

export interface Entry {
  digest: string
  bytes: number
  name: Buffer
  /** Milliseconds since the epoch. */
  time: number
  /** Of the manifest. */
  line: Buffer
}

export function partsOfName(row: EntryRow) {
  return fileNameOf(row.url, row.format as Format)
}

export function toEntry(row: EntryRow, attempt: number): Entry {
  const name = spell(partsOfName(row), row.id, attempt)
  const time = row.first_seen_at
  return { digest: row.id, bytes: row.bytes, name: Buffer.from(name), time, line: toLine(name, row) }
}

function toLine(name: string, { id, bytes, format, width, height, url, page, alt, first_seen_at }: EntryRow): Buffer {
  const firstSeenAt = new Date(first_seen_at).toISOString()
  return Buffer.from(
    `${JSON.stringify({ name, digest: id, bytes, format, width, height, url, page, alt, firstSeenAt })}\n`,
  )
}
