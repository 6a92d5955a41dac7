/**
 * Memory over a run of images of 60 MB each, PNG and JPEG in turns: `node bench/heavy-images.ts [count] [megabytes]`.
 * All are one noisy picture; what follows its end makes their bytes distinct. Prints the peak of all processes together.
 */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { watchMemory } from './support/memory.ts'
import { collect, startMagpie } from './support/run-magpie.ts'

const [count = 12, megabytes = 60] = process.argv.slice(2).map(Number)
const MiB = 1024 ** 2

const side = Math.floor(Math.sqrt((megabytes * 1e6) / 3))
const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
const picture = sharp({
  create: { width: side, height: side, channels: 3, background: '#888', noise },
  limitInputPixels: false,
})
const png = await picture.clone().png({ compressionLevel: 0 }).toBuffer()
const jpeg = await picture.clone().jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer()
console.log(
  `${side} x ${side} pixels: PNG ${Math.round(png.length / 1e6)} MB, JPEG ${Math.round(jpeg.length / 1e6)} MB`,
)

const page = Array.from({ length: count }, (_, number) => `<img src="/${number}.${number % 2 ? 'jpg' : 'png'}">`).join(
  '\n',
)
const site = createServer((request, response) => {
  const [, number, ending] = /^\/(\d+)\.(\w+)/.exec(request.url ?? '') ?? []
  if (request.url === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  if (!number) return response.writeHead(404).end()
  const picture = ending === 'png' ? png : jpeg
  response.writeHead(200, { 'content-length': picture.length + number.length }).write(picture)
  return response.end(number)
}).listen(0, '127.0.0.1')
await once(site, 'listening')

const folder = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
const { magpie, origin } = await startMagpie(`sqlite:${folder}/magpie.db`)
const memory = watchMemory(magpie.pid as number)
const { state, images, bytes } = await collect(origin, `http://127.0.0.1:${(site.address() as AddressInfo).port}`)
const { resident, proportional } = memory.end()
console.table({ state, stored: images.stored, failed: images.failed, megabytes: Math.round(bytes / 1e6) })
console.log(
  `peak of all together ${Math.round(resident / MiB)} MiB, ${Math.round(proportional / MiB)} MiB with what they share counted once`,
)
magpie.kill('SIGTERM')
await once(magpie, 'exit')
site.close()
rmSync(folder, { recursive: true })
