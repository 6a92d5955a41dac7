/**
 * Submissions a second, each on durable storage before its answer, over 64 connections: with SQLite, and spooled while
 * Postgres is away; beside a bare Fastify that does nothing, in turns.
 *
 *     node bench/submissions.ts [rounds] [seconds]
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inFolder } from './support/in-folder.ts'
import { startMagpie } from './support/run-magpie.ts'
import { type Figures, takeTurns } from './support/take-turns.ts'
import { versions } from './support/versions.ts'

const [rounds = '5', seconds = '5'] = process.argv.slice(2)
const run = promisify(execFile)
const script = (name: string) => fileURLToPath(new URL(`support/${name}`, import.meta.url))

/** A site that never answers, so that the one run that is going leaves the machine to the submissions. */
const silent = createServer(() => {}).listen(0, '127.0.0.1')
await once(silent, 'listening')
const site = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`

console.log(versions())
console.log('submissions a second, and milliseconds until the answer; 64 connections')
await takeTurns(
  {
    'empty handler': async () => load(await startEmpty()),
    SQLite: () => inFolder(async (own) => load(await startMagpie(`sqlite:${own}/magpie.db`, environment(own)))),
    'Postgres away': () =>
      inFolder(async (own) => load(await startMagpie('postgres://127.0.0.1:1/none', environment(own)))),
  },
  { ours: 'empty handler', rounds: Number(rounds), rate: 'per second' },
)

silent.close()

/** One run at a time: what is measured is how submissions come in. */
function environment(own: string) {
  return { DATA_DIR: own, MAX_ACTIVE_RUNS: '1' }
}

async function startEmpty() {
  const magpie = spawn(process.execPath, [script('empty-handler.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [origin] = await once(createInterface({ input: magpie.stdout }), 'line')
  return { magpie, origin: String(origin) }
}

async function load({ magpie, origin }: { magpie: ChildProcess; origin: string }): Promise<Figures> {
  try {
    await submit(origin, '2')
    const stdout = await submit(origin, seconds)
    return {
      'per second': numberIn(stdout, /Requests\/sec:\s+([\d.]+)/),
      p50: latency(stdout, '50%'),
      p99: latency(stdout, '99%'),
    }
  } finally {
    magpie.kill('SIGTERM')
    await once(magpie, 'exit')
  }
}

/** The first seconds, while code is cold, are not counted. */
async function submit(origin: string, duration: string): Promise<string> {
  const options = ['-t1', '-c64', `-d${duration}s`, '--latency', '-s', script('submit.lua')]
  const { stdout } = await run('wrk', [...options, `${origin}/api/v1/collections`], {
    env: { ...process.env, SITE: site },
  })
  if (/Non-2xx/.test(stdout)) throw new Error(stdout)
  return stdout
}

function numberIn(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1])
}

/** In milliseconds. */
function latency(text: string, share: string): number {
  const [, value, unit] = new RegExp(`${share}\\s+([\\d.]+)(us|ms|s)`).exec(text) ?? []
  return Number(value) * ({ us: 0.001, ms: 1, s: 1000 }[unit ?? ''] ?? Number.NaN)
}
