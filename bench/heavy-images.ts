/**
 * Memory over a run of images of very many bytes: `node bench/heavy-images.ts [count] [megabytes]`, 12 of 60 MB by default.
 * Noise, in turns as PNG and as JPEG, so that nothing of it can be pressed; each with bytes of its own behind its end.
 */
import { randomFillSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import type { Run } from '#collect'
import { watchMemory } from './support/memory.ts'
import { collect, startMagpie } from './support/run-magpie.ts'
import { versions } from './support/versions.ts'

const [count = 12, megabytes = 60] = process.argv.slice(2).map(Number)
const toMiB = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MiB`

const noise = makeNoise()
const bodies = [
  { type: 'image/png', bytes: await noise.clone().png({ compressionLevel: 0 }).toBuffer() },
  { type: 'image/jpeg', bytes: await noise.clone().jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer() },
] as const
const page = Array.from({ length: count }, (_, at) => `<img src="/i/${at}" alt="heavy">`).join('\n')

const site = createServer((request, response) => {
  const [, number] = /^\/i\/(\d+)$/.exec(request.url ?? '') ?? []
  if (request.url === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  if (number === undefined) return response.writeHead(404).end()
  const { type, bytes } = bodies[Number(number) % 2 === 0 ? 0 : 1]
  response.writeHead(200, { 'content-type': type, 'content-length': bytes.length + number.length })
  response.write(bytes)
  return response.end(number)
}).listen(0, '127.0.0.1')
await once(site, 'listening')

const folder = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
const { magpie, origin } = await startMagpie(`sqlite:${folder}/magpie.db`)
try {
  const memory = watchMemory(magpie.pid as number)
  const run = await collect(origin, `http://127.0.0.1:${(site.address() as AddressInfo).port}`)
  const { resident, proportional } = memory.end()
  console.log(versions())
  console.log(bodies.map(({ type, bytes }) => `${type} of ${(bytes.length / 1e6).toFixed(1)} MB`).join(', '))
  for (const [verdict, times] of await countVerdicts(run)) console.log(`${times} × ${verdict}`)
  const seconds = (Date.parse(run.finishedAt as string) - Date.parse(run.startedAt as string)) / 1000
  console.log(`${seconds} s; peak of all together: RSS ${toMiB(resident)}, PSS ${toMiB(proportional)}`)
} finally {
  magpie.kill('SIGTERM')
  await once(magpie, 'exit')
  site.close().closeAllConnections()
  rmSync(folder, { recursive: true })
}

/** Three bytes a pixel, as many as the PNG shall weigh. */
function makeNoise() {
  const pixels = (megabytes * 1_000_000) / 3
  const width = Math.floor(Math.sqrt(pixels * 1.5))
  const height = Math.floor(pixels / width)
  return sharp(randomFillSync(Buffer.alloc(width * height * 3)), { raw: { width, height, channels: 3 } })
}

async function countVerdicts(run: Run): Promise<Map<string, number>> {
  const answer = await fetch(`${origin}/api/v1/runs/${run.id}/resources?limit=500`)
  const { items } = (await answer.json()) as { items: { verdict: string; reason: string | null }[] }
  const times = new Map<string, number>()
  for (const { verdict, reason } of items) {
    const said = reason === null ? verdict : `${verdict}: ${reason}`
    times.set(said, (times.get(said) ?? 0) + 1)
  }
  return times
}
