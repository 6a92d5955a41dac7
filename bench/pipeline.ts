/**
 * The whole pipeline against its limit, in turns: Magpie collecting a website with everything stored, and bare sharp making
 * the same thumbnails from the files on disk, two at a time, without network, facts or database.
 *
 *     node bench/pipeline.ts <folder> [rounds]
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { cpuSecondsOf, watchMemory } from './support/memory.ts'
import { readNamedImages } from './support/named-images.ts'
import { collect, startMagpie } from './support/run-magpie.ts'
import { serveByNginx } from './support/serve-nginx.ts'

const [folder = '', rounds = '5'] = process.argv.slice(2)
if (folder === '') throw new Error('which folder? node bench/pipeline.ts <folder> [rounds]')

const MiB = 1024 ** 2
const files = [...readNamedImages(path.resolve(folder)).images.values()].map((file) => path.resolve(folder, file))
const site = await serveByNginx(folder)
const rows: Record<string, number>[] = []
for (let round = 0; round < Number(rounds); round++) {
  const bare = await runBare()
  const magpie = await runMagpie()
  rows.push({ ...bare, ...magpie, ratio: (magpie['images/s'] ?? 0) / (bare['bare images/s'] ?? 1) })
  console.table(rows.slice(-1).map(rounded))
}
console.log(
  'medians',
  process.version,
  execFileSync(process.execPath, ['-p', "require('sharp').versions.sharp"], { encoding: 'utf8' }).trim(),
)
console.table([rounded(medians())])
await site.close()

async function runBare() {
  const script = fileURLToPath(new URL('support/bare-sharp.ts', import.meta.url))
  const bare = spawn(process.execPath, [script, '2'], { stdio: ['pipe', 'pipe', 'inherit'] })
  bare.stdin.end(files.join('\n'))
  const { milliseconds, cpuSeconds } = JSON.parse(await text(bare.stdout))
  return { 'bare images/s': (files.length / milliseconds) * 1000, 'bare CPU s': cpuSeconds }
}

async function runMagpie(): Promise<Record<string, number>> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
  const { magpie, origin } = await startMagpie(`sqlite:${temporary}/magpie.db`)
  const pid = magpie.pid as number
  const memory = watchMemory(pid)
  const before = cpuSecondsOf(pid)
  const run = await collect(origin, site.origin)
  const cpu = cpuSecondsOf(pid) - before
  magpie.kill('SIGTERM')
  await once(magpie, 'exit')
  rmSync(temporary, { recursive: true })
  if (run.images.stored !== files.length) console.log(`${run.images.stored} stored of ${files.length}`)
  const seconds = (Date.parse(run.finishedAt as string) - Date.parse(run.startedAt as string)) / 1000
  const { resident, proportional } = memory.peak()
  return {
    seconds,
    'images/s': run.images.stored / seconds,
    'CPU s': cpu,
    'RSS MiB': resident / MiB,
    'PSS MiB': proportional / MiB,
  }
}

function medians(): Record<string, number> {
  const names = Object.keys(rows[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, median(rows.map((row) => row[name] ?? 0))]))
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
}

function rounded(row: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value.toPrecision(3))]))
}
