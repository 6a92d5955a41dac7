/**
 * Collects a website from a folder, whole, with a Magpie of its own, and says what came of it: seconds, memory, and
 * whether every image that the files name is in the catalogue with a thumbnail.
 *
 *     node bench/site.ts <folder> [database url]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Run } from '#collect'
import { watchMemory } from './support/memory.ts'
import { readNamedImages } from './support/named-images.ts'
import { collect, startMagpie } from './support/run-magpie.ts'
import { serveFolder } from './support/serve-folder.ts'

const [folder, databaseUrl] = process.argv.slice(2)
if (!folder) throw new Error('which folder? node bench/site.ts <folder> [database url]')

const temporary = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
const site = await serveFolder(path.resolve(folder))
const { magpie, origin } = await startMagpie(databaseUrl ?? `sqlite:${temporary}/magpie.db`)
const memory = watchMemory(magpie.pid as number)
try {
  const run = await collect(origin, site.origin)
  await report(run)
} finally {
  magpie.kill('SIGTERM')
  site.close()
  rmSync(temporary, { recursive: true })
}

async function report(run: Run): Promise<void> {
  const seconds = (Date.parse(run.finishedAt as string) - Date.parse(run.startedAt as string)) / 1000
  const { resident, proportional } = memory.end()
  const { pages, images } = readNamedImages(path.resolve(folder as string))
  const missing: string[] = []
  for (const [digest, file] of images) {
    const thumbnail = await fetch(`${origin}/api/v1/images/${digest}/thumbnail`)
    if (!thumbnail.ok || (await thumbnail.arrayBuffer()).byteLength === 0) missing.push(file)
  }
  console.table({
    state: run.state,
    'pages read': `${run.pages.fetched} of ${pages.size} that links lead to`,
    'images stored': run.images.stored,
    'images a second': Math.round(run.images.stored / seconds),
    seconds,
    'peak memory, RSS, MiB': Math.round(resident / 1024 ** 2),
    'peak memory, PSS, MiB': Math.round(proportional / 1024 ** 2),
    'distinct images named by the files': images.size,
    'of them missing': missing.length,
  })
  for (const file of missing) console.log('missing', file)
}
