/**
 * How long the catalogue takes to answer, of few and of very many images: each question in turns on every catalogue named.
 *
 *     node bench/catalog.ts <database> [database …]
 *
 * The databases are seeded beforehand (`npm run seed`), the smallest first: the others are measured against it.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createRandom } from '../test/support/random.ts'
import { type Question, questions } from './support/catalogue-questions.ts'
import { inFolder } from './support/in-folder.ts'
import { learnCatalogue } from './support/learn-catalogue.ts'
import { startMagpie } from './support/run-magpie.ts'
import { versions } from './support/versions.ts'

/** Of fewer the 99th of 100 would be the slowest of all, which tells of garbage and compilers. */
const rounds = 300
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const urls = process.argv.slice(2)

console.log(versions())
await inFolder(async (folder) => {
  const catalogues = []
  for (const url of urls) {
    const server = await startMagpie(url, { DATA_DIR: path.join(folder, String(catalogues.length)) })
    catalogues.push({ ...server, known: await learnCatalogue(url, server.origin) })
  }
  const [smallest] = catalogues
  if (!smallest) throw new Error('Name a database: node bench/catalog.ts sqlite:./data/magpie.db')
  console.log(
    `milliseconds, the median and the 99th of 100, of ${rounds}; the last column is p99 by that of the first catalogue`,
  )
  for (const [name, question] of Object.entries(questions)) {
    const times = await inTurns(catalogues, question)
    const [first = 1] = times.map(({ p99 }) => p99)
    console.log(
      name.padEnd(24),
      ...times.map(({ p50, p99 }) => `${p50.toFixed(1).padStart(8)} ${p99.toFixed(1).padStart(8)}`),
      ...times.slice(1).map(({ p99 }) => `${(p99 / first).toFixed(1)}x`.padStart(8)),
    )
  }
  for (const { origin, known } of catalogues) {
    await besideBareRoute({ folder, origin, path: '/images?limit=50' })
    await besideBareRoute({ folder, origin, path: `/images/${known.ids[0]}/thumbnail` })
  }
  for (const { magpie, known } of catalogues) {
    await known.close()
    await end(magpie)
  }
})
agent.destroy()

interface Catalogue {
  origin: string
  known: Awaited<ReturnType<typeof learnCatalogue>>
}

async function inTurns(catalogues: Catalogue[], question: Question) {
  const times = catalogues.map((): number[] => [])
  const random = createRandom(7)
  for (let round = -5; round < rounds; round++) {
    for (const [at, { origin, known }] of catalogues.entries()) {
      await known.touch()
      const began = performance.now()
      await ask(`${origin}/api/v1${question(known, random)}`)
      // The first few warm up.
      if (round >= 0) times[at]?.push(performance.now() - began)
    }
  }
  return times.map((all) => {
    const sorted = all.toSorted((a, b) => a - b)
    return { p50: sorted[rounds >> 1] as number, p99: sorted[Math.ceil(rounds * 0.99) - 1] as number }
  })
}

async function ask(url: string): Promise<{ bytes: Buffer; mediaType: string }> {
  const [answer] = await once(get(url, { agent }), 'response')
  const bytes = await buffer(answer)
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${bytes}`)
  return { bytes, mediaType: answer.headers['content-type'] }
}

/** Requests a second over 32 connections, in turns with a bare Fastify route that sends the same bytes. */
async function besideBareRoute({ folder, origin, path: asked }: { folder: string; origin: string; path: string }) {
  const url = `${origin}/api/v1${asked}`
  const { bytes, mediaType } = await ask(url)
  const file = path.join(folder, 'answer')
  writeFileSync(file, bytes)
  const script = fileURLToPath(new URL('support/bare-route.ts', import.meta.url))
  const bare = spawn(process.execPath, [script, file, mediaType], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [bareOrigin] = await once(createInterface({ input: bare.stdout }), 'line')
  const ratios: number[] = []
  for (let round = 0; round < 3; round++) {
    const [ours, limit] = [await load(url), await load(String(bareOrigin))]
    ratios.push(ours / limit)
    console.log(`${asked.slice(0, 30)}: ${Math.round(ours)} a second, bare route ${Math.round(limit)}`)
  }
  console.log(`${asked.slice(0, 30)}: ${ratios.toSorted((a, b) => a - b)[1]?.toFixed(2)} of a bare route (median of 3)`)
  await end(bare)
}

async function load(url: string): Promise<number> {
  const { stdout } = await promisify(execFile)('wrk', ['-t1', '-c32', '-d4s', url])
  if (/Non-2xx/.test(stdout)) throw new Error(stdout)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
