/**
 * Images a second of the processor, with thumbnails and all facts, beside others that make the same thumbnail alone, in turns:
 * bare sharp in one process, four at a time; vipsthumbnail in two processes; Pillow in one. Without a folder, of photos of our own
 * making. What is not installed takes no part.
 *
 *     [PYTHON=/usr/bin/python3] node bench/process.ts [folder of JPEGs] [rounds]
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Delays } from './support/event-loop.ts'
import { makePhotos } from './support/make-photos.ts'
import type { Pass } from './support/pass.ts'
import { runCommand, runScript } from './support/run-over.ts'
import { type Figures, median, takeTurns } from './support/take-turns.ts'
import { versions } from './support/versions.ts'

const [folder, rounds = '5'] = process.argv.slice(2)
const { PYTHON = 'python3' } = process.env
const temporary = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
const files = folder ? photosIn(path.resolve(folder)) : await makePhotos(temporary, 60)
const delays: Delays[] = []

const contenders: Record<string, () => Promise<Pass>> = {
  async processor() {
    const { delays: held, ...pass } = await runScript<Pass & { delays: Delays }>('processor-alone.ts', [], files)
    delays.push(held)
    return pass
  },
  'bare sharp': () => runScript('bare-sharp.ts', ['4'], files, { UV_THREADPOOL_SIZE: '4' }),
  ...(isThere('vipsthumbnail', '--version') && { vipsthumbnail }),
  ...(isThere(PYTHON, '-c', 'import PIL') && { Pillow: pillow }),
}
const measured = Object.entries(contenders).map(([name, contend]) => [name, () => measure(name, contend)] as const)

console.log(versions())
console.log(`${files.length} photos; images a second, and CPU milliseconds of all processes for an image`)
try {
  await takeTurns(Object.fromEntries(measured), { ours: 'processor', rounds: Number(rounds) })
  console.log('event loop of the process that has the processor, ms: median of the p99s, and the longest of all')
  console.log(
    median(delays.map(({ p99 }) => p99)).toFixed(1),
    Math.max(...delays.map(({ longest }) => longest)).toFixed(1),
  )
} finally {
  rmSync(temporary, { recursive: true })
}

async function measure(name: string, contend: () => Promise<Pass>): Promise<Figures> {
  const { done, seconds, cpuSeconds } = await contend()
  if (done !== files.length) throw new Error(`${name} made ${done} of ${files.length}`)
  return { 'images/s': done / seconds, 'CPU ms': (1000 * cpuSeconds) / done }
}

/** Files in batches, so that starting it counts little; each of the two processes has one thread, as there are two CPUs. */
function vipsthumbnail(): Promise<Pass> {
  const out = mkdtempSync(path.join(temporary, 'vips-'))
  const command = ['vipsthumbnail', '--size', '320x320>', '-o', `${out}/%s.webp[Q=80,effort=2,strip]`]
  return runCommand('xargs', ['-d', '\\n', '-n', '25', '-P', '2', ...command], files, { VIPS_CONCURRENCY: '1' })
}

function pillow(): Promise<Pass> {
  return runCommand(PYTHON, [fileURLToPath(new URL('support/pillow_thumbnails.py', import.meta.url))], files)
}

function isThere(command: string, ...options: string[]): boolean {
  const isFound = spawnSync(command, options).status === 0
  if (!isFound) console.log(`${command} ${options.join(' ')} fails: it takes no part`)
  return isFound
}

function photosIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /\.jpe?g$/i.test(name))
  if (names.length === 0) throw new Error(`there is no JPEG in ${folder}`)
  return names.map((name) => path.join(folder, name))
}
