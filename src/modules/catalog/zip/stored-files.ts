/** Originals as the files of a zip: what the bytes of each add up to stands before them, so they are read before they are sent. */
import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { releaseBytes } from '#platform'
import { type BlobReader, type BlobStore, missingBytes, partBytes } from '../blob-store.ts'
import type { Entry } from './entry-rows.ts'
import { localHeader } from './zip-format.ts'

export type Originals = Pick<BlobStore, 'findSome'> & BlobReader

/** One large file, or some small ones. */
export interface StoredFiles {
  crcs: number[]
  /** Headers and originals. Memory is given back as soon as the next is asked for, and not when garbage is next collected: there would be much of it until then. */
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>
}

/** A larger original is read twice. */
const mostKept = 8 * 1024 ** 2

/** Some at once, as they are read together. */
export async function* storedFiles(originals: Originals, entries: Entry[]): AsyncGenerator<StoredFiles> {
  for (const some of together(entries)) {
    const [first] = some
    yield first && first.bytes > partBytes ? await largeFile(originals, first) : await smallFiles(originals, some)
  }
}

function* together(entries: Entry[]): Generator<Entry[]> {
  let some: Entry[] = []
  let size = 0
  for (const entry of entries) {
    if (some.length > 0 && size + entry.bytes > partBytes) {
      yield some
      some = []
      size = 0
    }
    some.push(entry)
    size += entry.bytes
  }
  if (some.length > 0) yield some
}

async function largeFile(originals: Originals, entry: Entry): Promise<StoredFiles> {
  const kept: Buffer[] = []
  let crc = 0
  for await (const part of originals.read(entry.digest, 0, entry.bytes)) {
    crc = crc32(part, crc)
    if (entry.bytes <= mostKept) kept.push(part)
    else releaseBytes(part)
    await setImmediate()
  }
  async function* bytes() {
    yield localHeader({ ...entry, crc })
    for await (const part of kept.length > 0 ? kept : originals.read(entry.digest, 0, entry.bytes)) {
      yield part
      releaseBytes(part)
    }
  }
  return { crcs: [crc], bytes: bytes() }
}

async function smallFiles(originals: Originals, entries: Entry[]): Promise<StoredFiles> {
  const found = await originals.findSome(entries.map(({ digest }) => digest))
  const files = entries.map((entry) => {
    const original = found.get(entry.digest)
    if (original?.length !== entry.bytes) throw missingBytes()
    return { original, entry, crc: crc32(original) }
  })
  function* bytes() {
    const all = Buffer.concat(files.flatMap(({ entry, crc, original }) => [localHeader({ ...entry, crc }), original]))
    for (const { original } of files) releaseBytes(original)
    yield all
    releaseBytes(all)
  }
  return { crcs: files.map(({ crc }) => crc), bytes: bytes() }
}
