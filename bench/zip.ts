/**
 * Memory and speed of one ZIP of about two gigabytes, and how long a list takes that is asked for beside another:
 * `node bench/zip.ts [MiB of the heaviest] [sqlite:<path> | postgres://… of an empty database | postgres]`.
 */
import { createHash, randomFillSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase } from '#platform'
import { imageAdded } from '../src/modules/catalog/records.ts'
import type { CatalogTables } from '../src/modules/catalog/tables.ts'
import { collected, image, store } from '../test/support/facts.ts'
import { startPostgres } from '../test/support/postgres.ts'
import { readMemory, watchMemory } from './support/memory.ts'
import { startMagpie } from './support/run-magpie.ts'
import { versions } from './support/versions.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
const [heaviest = '64', database = `sqlite:${folder}/magpie.db`] = process.argv.slice(2)
const url = database === 'postgres' ? await (await startPostgres()).createDatabase() : database
const mebibyte = 1024 ** 2
/** How many, of how many bytes each: 2.2 GB. */
const kinds: [count: number, bytes: number][] = [
  [10_000, 20_000],
  [1000, 900_000],
  [1024 / Number(heaviest), Number(heaviest) * mebibyte],
]
const toMiB = (bytes: number) => `${Math.round(bytes / mebibyte)} MiB`

await fill()
const { magpie, origin } = await startMagpie(url)
try {
  console.log(versions())
  const pid = magpie.pid as number
  const before = readMemory(pid)
  const watch = watchMemory(pid)
  const zip = await download()
  const peak = watch.end()
  console.log(`before: RSS ${toMiB(before.server + before.children)}, PSS ${toMiB(before.proportional)}`)
  console.log(`${(zip.bytes / 1e9).toFixed(2)} GB as promised: ${zip.bytes === zip.promised}`)
  console.log(`headers after ${zip.begins.toFixed(0)} ms, all after ${(zip.ends / 1000).toFixed(1)} s`)
  console.log(`peak of all together: RSS ${toMiB(peak.resident)}, PSS ${toMiB(peak.proportional)}`)
  const asking = new AbortController()
  const delays = askAllTheWhile(asking.signal)
  await download()
  asking.abort()
  const sorted = (await delays).sort((one, other) => one - other)
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))]?.toFixed(0)
  console.log(`a list of 100 beside another: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`)
} finally {
  magpie.kill('SIGTERM')
  await once(magpie, 'exit')
  rmSync(folder, { recursive: true })
}

async function fill(): Promise<void> {
  const database = openDatabase({ url })
  await database.migrate()
  const db = database.tables<CatalogTables>()
  if (await db.selectFrom('images').select('id').limit(1).executeTakeFirst()) return database.close()
  const { collectionId } = await collected(database)
  let at = 0
  for (const [count, bytes] of kinds) {
    const together = Math.max(1, Math.min(500, Math.floor(4e6 / bytes)))
    for (let from = 0; from < count; from += together) {
      const images = Array.from({ length: Math.min(together, count - from) }, () => {
        const original = randomFillSync(Buffer.alloc(bytes))
        const digest = createHash('sha256').update(original).digest('hex')
        at += 1
        return image(collectionId, { original, digest, url: `http://site.test/${at % 5000}.png`, seenAt: at })
      })
      await store(database, ...images.map(imageAdded.record))
    }
  }
  await database.close()
}

async function download() {
  const began = performance.now()
  const [answer] = await once(get(`${origin}/api/v1/images.zip?sort=lightest`), 'response')
  const begins = performance.now() - began
  let bytes = 0
  for await (const chunk of answer) bytes += chunk.length
  return { bytes, promised: Number(answer.headers['content-length']), begins, ends: performance.now() - began }
}

async function askAllTheWhile(signal: AbortSignal): Promise<number[]> {
  const times: number[] = []
  while (!signal.aborted) {
    const began = performance.now()
    await (await fetch(`${origin}/api/v1/images?limit=100`)).arrayBuffer()
    times.push(performance.now() - began)
  }
  return times
}
