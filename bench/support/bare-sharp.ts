/**
 * Bare sharp: thumbnails of the files that standard input names, so many at once, in a process of its own, and nothing else.
 * Says how long it took, in milliseconds, and its CPU time: the limit of whatever makes thumbnails by sharp.
 */
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import sharp from 'sharp'

const atOnce = Number(process.argv[2] ?? 2)
const files = (await text(process.stdin)).split('\n').filter(Boolean)

sharp.concurrency(1)
sharp.cache(false)

// Warm, as a server is.
for (const file of files.slice(0, 20)) await thumbnail(file)

const cpu = process.cpuUsage()
const started = performance.now()
const left = [...files]
async function work(): Promise<void> {
  for (let file = left.pop(); file; file = left.pop()) await thumbnail(file)
}
await Promise.all(Array.from({ length: atOnce }, work))
const { user, system } = process.cpuUsage(cpu)
console.log(JSON.stringify({ milliseconds: performance.now() - started, cpuSeconds: (user + system) / 1e6 }))

async function thumbnail(file: string): Promise<void> {
  const image = sharp(await readFile(file), { autoOrient: true, failOn: 'none' })
  await image.resize(320, 320, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 80, effort: 2 }).toBuffer()
}
