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
import { median, mediansOf, rounded } from './support/numbers.ts'
import type { Pass } from './support/pass.ts'
import { runCommand, runScript } from './support/run-over.ts'
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
const speeds = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]))

try {
  console.log(versions())
  console.log(`${files.length} JPEGs; images a second`)
  for (let round = 1; round <= Number(rounds); round++) {
    for (const [name, contend] of Object.entries(contenders)) {
      const { done, seconds } = await contend()
      if (done < files.length) console.log(`${name} made ${done} of ${files.length}`)
      speeds.get(name)?.push(done / seconds)
    }
    print(`round ${round}`, (all) => all.at(-1) ?? 0)
  }
  print(`medians of ${rounds}`, median)
  console.log(
    'delay of the event loop of the processor, in milliseconds',
    mediansOf(delays.map((each) => ({ ...each }))),
  )
} finally {
  rmSync(temporary, { recursive: true })
}

function vipsthumbnail(): Promise<Pass> {
  const options = ['--size=320x320>', '-o', `${temporary}/%s.webp[Q=80,effort=2]`]
  return runCommand('xargs', ['-P2', '-n8', 'vipsthumbnail', ...options], files, { VIPS_CONCURRENCY: '1' })
}

function pillow(): Promise<Pass> {
  return runCommand(PYTHON, [fileURLToPath(new URL('support/pillow_thumbnails.py', import.meta.url))], files)
}

function photosIn(folder: string): string[] {
  return readdirSync(folder).map((name) => path.join(folder, name))
}

function isThere(command: string, ...options: string[]): boolean {
  return spawnSync(command, options, { stdio: 'ignore' }).status === 0
}

function print(title: string, choose: (speeds: number[]) => number): void {
  const row = Object.fromEntries([...speeds].map(([name, all]) => [name, choose(all)]))
  const own = row.processor ?? 0
  const ratios = Object.entries(row).map(([name, speed]) => [`to ${name}`, own / speed])
  console.log(title)
  console.table([{ ...rounded(row), ...rounded(Object.fromEntries(ratios.slice(1))) }])
}
