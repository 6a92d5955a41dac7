/**
 * The whole pipeline against its limit, in turns: Magpie collecting a website with everything stored, and bare sharp making
 * the same thumbnails from the files on disk, two at a time, without network, facts or database. Where PYTHON names a Python
 * that has Scrapy, its ImagesPipeline too, with one thumbnail of 256 pixels.
 *
 *     [PYTHON=/usr/bin/python3] node bench/pipeline.ts <folder> [rounds]
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { inFolder } from './support/in-folder.ts'
import { cpuSecondsOf, watchMemory } from './support/memory.ts'
import { readNamedImages } from './support/named-images.ts'
import { collect, startMagpie } from './support/run-magpie.ts'
import { runScript } from './support/run-over.ts'
import { scrapedImages } from './support/scraped-images.ts'
import { serveByNginx } from './support/serve-nginx.ts'
import { type Figures, takeTurns } from './support/take-turns.ts'
import { versions } from './support/versions.ts'

const [folder, rounds = '5'] = process.argv.slice(2)
if (!folder) throw new Error('which folder? node bench/pipeline.ts <folder> [rounds]')

const { PYTHON } = process.env
const MiB = 1024 ** 2
const root = path.resolve(folder)
const { images } = readNamedImages(root)
const contenders: Record<string, () => Promise<Figures>> = {
  'bare sharp': runBare,
  Magpie: () => inFolder(runMagpie),
  ...(PYTHON && { Scrapy: () => inFolder((own) => runScrapy(PYTHON, own)) }),
}

console.log(versions())
console.log(
  `${images.size} distinct images; images a second, CPU of all processes, peak memory of all processes together`,
)
const site = await serveByNginx(root)
try {
  await takeTurns(contenders, { ours: 'Magpie', rounds: Number(rounds) })
} finally {
  await site.close()
}

async function runBare(): Promise<Figures> {
  return figuresOf(await runScript('bare-sharp.ts', ['2'], [...images.values()]))
}

async function runMagpie(own: string): Promise<Figures> {
  const { magpie, origin } = await startMagpie(`sqlite:${own}/magpie.db`)
  const pid = magpie.pid as number
  try {
    const memory = watchMemory(pid)
    const cpuBefore = cpuSecondsOf(pid)
    const run = await collect(origin, site.origin)
    const cpuSeconds = cpuSecondsOf(pid) - cpuBefore
    const { resident, proportional } = memory.end()
    const done = await countHeld(origin)
    const seconds = (Date.parse(run.finishedAt as string) - Date.parse(run.startedAt as string)) / 1000
    return { ...figuresOf({ done, seconds, cpuSeconds }), 'RSS, MiB': resident / MiB, 'PSS, MiB': proportional / MiB }
  } finally {
    magpie.kill('SIGTERM')
    await once(magpie, 'exit')
  }
}

/** It says itself how long it took, without the start of Python. */
async function runScrapy(python: string, own: string): Promise<Figures> {
  const spider = fileURLToPath(new URL('support/scrapy_images.py', import.meta.url))
  const scrapy = spawn(python, [spider, `${site.origin}/`, own, '256'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const measured = JSON.parse(await text(scrapy.stdout))
  return figuresOf({ ...measured, done: scrapedImages(own, root).size })
}

/** Images of the site that the catalogue has, of those that its files name. */
async function countHeld(origin: string): Promise<number> {
  let held = 0
  for (const digest of images.keys()) {
    const { ok } = await fetch(`${origin}/api/v1/images/${digest}`, { method: 'HEAD' })
    if (ok) held += 1
  }
  return held
}

function figuresOf({ done, seconds, cpuSeconds }: { done: number; seconds: number; cpuSeconds: number }): Figures {
  return { 'images/s': done / seconds, seconds, 'CPU s': cpuSeconds, missing: images.size - done }
}
