/**
 * Memory over a run of very many images: `node bench/many-images.ts [count]`, 100,000 by default, a hundred on each page.
 * Every image has an address and bytes of its own, and little to decode. Prints what the server and its decoders hold
 * (RSS, which counts shared memory for each of them, and PSS, which counts it once) whenever a tenth more is stored: the last lines should not be above the first.
 */

import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { CollectionAnswer, Run } from '#collect'
import { readMemory, watchMemory } from './support/memory.ts'
import { startMagpie } from './support/run-magpie.ts'

const count = Number(process.argv[2] ?? 100_000)
const perPage = 100
const toMiB = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MiB`

/** Four pixels; what follows the end of a PNG is no part of the picture, but of the bytes. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR4nGP4z8AARwzEcQCukw/x0F8jngAAAABJRU5ErkJggg==',
  'base64',
)

function pageOf(number: number): string {
  const images = Array.from({ length: perPage }, (_, at) => `<img src="/i/${number * perPage + at}.png" alt="picture">`)
  return `<title>Page ${number}</title>${images.join('\n')}<a href="/page/x${number + 1}">next</a>`
}

const site = createServer((request, response) => {
  const [, kind, number] = /^\/(i|page)\/x?(\d+)/.exec(request.url ?? '') ?? []
  if (kind === 'i') return response.end(Buffer.concat([dot, Buffer.from(String(number))]))
  const page = request.url === '/' ? 0 : kind === 'page' ? Number(number) : count
  if (page >= count / perPage) return response.writeHead(404).end()
  return response.writeHead(200, { 'content-type': 'text/html' }).end(pageOf(page))
}).listen(0, '127.0.0.1')
await once(site, 'listening')

const folder = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
const { magpie, origin } = await startMagpie(`sqlite:${folder}/magpie.db`)
const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`
const started = performance.now()
const submitted = await fetch(`${origin}/api/v1/collections`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ url, maxPages: 1_000_000 }),
})
const { run } = (await submitted.json()) as CollectionAnswer
let next = count / 10
const watch = watchMemory(magpie.pid as number)
for (let now: Run = run; now.finishedAt === null; ) {
  await new Promise((resolve) => setTimeout(resolve, 250))
  now = (await (await fetch(`${origin}/api/v1/runs/${run.id}`)).json()) as Run
  const memory = readMemory(magpie.pid as number)
  if (now.images.stored < next && now.finishedAt === null) continue
  const seconds = Math.round((performance.now() - started) / 1000)
  const [server, children, proportional] = [memory.server, memory.children, memory.proportional].map(toMiB)
  const held = `server ${server}, decoders ${children}, PSS of all ${proportional}`
  console.log(`${String(now.images.stored).padStart(7)} stored after ${seconds} s: ${held}`)
  next = now.images.stored + count / 10
}
const { resident, proportional } = watch.end()
console.log(`peak of all together: RSS ${toMiB(resident)}, PSS ${toMiB(proportional)}`)
magpie.kill('SIGTERM')
await once(magpie, 'exit')
site.close()
rmSync(folder, { recursive: true })
