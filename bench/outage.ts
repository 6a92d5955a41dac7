/**
 * How an outage of Postgres and the death of a replica feel: submissions while Postgres is away, how soon all of them are
 * in it when it is back, the memory that this takes; and how soon a run goes on elsewhere after its replica was killed.
 *
 *     node bench/outage.ts [submissions]
 */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../test/support/postgres.ts'
import { inFolder } from './support/in-folder.ts'
import { watchMemory } from './support/memory.ts'
import { startMagpie } from './support/run-magpie.ts'
import { versions } from './support/versions.ts'

const count = Number(process.argv[2] ?? 5000)
const atOnce = 64
const postgres = await startPostgres()

console.log(versions())
console.table(await inFolder((own) => outage(own)))
console.table(await inFolder((own) => death(own)))
process.exit()

/** The site that is submitted never answers: what is measured is how submissions come in. */
async function outage(own: string) {
  const site = await serve(() => {})
  const url = await postgres.createDatabase()
  const { magpie, origin } = await startMagpie(url, { DATA_DIR: own })
  await postgres.stop()
  await until(async () => (await readiness(origin)) === 'degraded')
  const memory = watchMemory(Number(magpie.pid))
  const submitting = await timed(() => submitAll(origin, { url: `${site}/` }))
  const starting = performance.now()
  await postgres.start()
  const isBack = performance.now()
  const client = new pg.Client(url)
  await client.connect()
  const arrived = async () => Number((await client.query('select count(*) from collections')).rows[0].count)
  await until(async () => (await arrived()) > 0)
  const first = performance.now()
  await until(async () => (await arrived()) === count)
  const all = performance.now()
  const { resident } = memory.end()
  await client.end()
  magpie.kill('SIGTERM')
  await once(magpie, 'exit')
  return {
    'submissions while away': count,
    'taken a second': Math.round((count / submitting) * 1000),
    'Postgres starts, ms': Math.round(isBack - starting),
    'from its return to the first row, ms': Math.round(first - isBack),
    'to all rows, ms': Math.round(all - isBack),
    'peak memory of server and children, MiB': Math.round(resident / 1024 ** 2),
  }
}

/** A replica is killed in the middle of a run, with the default lease; another is there. */
async function death(own: string) {
  let hits = 0
  const site = await serve((_request, response) => {
    hits += 1
    setTimeout(() => response.writeHead(404).end(), 50)
  })
  const url = await postgres.createDatabase()
  const first = await startMagpie(url, { DATA_DIR: `${own}/first` })
  await submit(first.origin, { images: Array.from({ length: 100_000 }, (_, at) => `${site}/${at}.png`) })
  await until(async () => hits > 20)
  const second = await startMagpie(url, { DATA_DIR: `${own}/second` })
  first.magpie.kill('SIGKILL')
  await once(first.magpie, 'exit')
  await delay(100) // what was under way has been answered
  const before = hits
  const elsewhere = await timed(() => until(async () => hits > before))
  second.magpie.kill('SIGKILL')
  return {
    'from kill -9 to the run going on elsewhere, s': Number(((elsewhere + 100) / 1000).toFixed(1)),
    'lease, s': 30,
  }
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function submitAll(origin: string, body: object): Promise<void> {
  let left = count
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await submit(origin, body)
    }),
  )
}

async function submit(origin: string, body: object): Promise<void> {
  const answer = await fetch(`${origin}/api/v1/collections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`)
  await answer.arrayBuffer()
}

async function readiness(origin: string): Promise<string> {
  return ((await (await fetch(`${origin}/health/ready`)).json()) as { status: string }).status
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const patience = performance.now() + 120_000
  while (!(await isTrue())) {
    if (performance.now() > patience) throw new Error(`not within two minutes: ${isTrue}`)
    await delay(10)
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
