/**
 * Collects a website from a folder, whole, with a Magpie of its own, and says what came of it: seconds, memory, and
 * whether every image that the files name is in the catalogue with a thumbnail.
 *
 *     node bench/site.ts <folder> [database url]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { CollectionAnswer, Run } from '#collect'
import { watchMemory } from './support/memory.ts'
import { readNamedImages } from './support/named-images.ts'
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

async function startMagpie(url: string): Promise<{ magpie: ChildProcess; origin: string }> {
  const env = { ...process.env, PORT: '0', DATABASE_URL: url, ALLOW_NETWORKS: '127.0.0.0/8', LOG_LEVEL: 'info' }
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  const magpie = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: magpie.stdout })) {
    const [, origin] = /listening at (http:[^"]+)/.exec(line) ?? []
    magpie.stdout.resume()
    if (origin) return { magpie, origin }
  }
  throw new Error('Magpie ended before it listened')
}

async function collect(origin: string, url: string): Promise<Run> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ url: `${url}/`, maxPages: 100_000 })
  const submitted = await fetch(`${origin}/api/v1/collections`, { method: 'POST', headers, body })
  const { run } = (await submitted.json()) as CollectionAnswer
  const events = await (await fetch(`${origin}/api/v1/runs/${run.id}/events`)).text()
  return JSON.parse(events.slice(events.lastIndexOf('data: ') + 'data: '.length))
}

async function report(run: Run): Promise<void> {
  const seconds = (Date.parse(run.finishedAt as string) - Date.parse(run.startedAt as string)) / 1000
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
    'peak memory, MiB': Math.round((memory.peakBytes() ?? 0) / 1024 ** 2),
    'distinct images named by the files': images.size,
    'of them missing': missing.length,
  })
  for (const file of missing) console.log('missing', file)
}
