/** A Magpie of its own, as it is started by everybody, and one collection by it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { CollectionAnswer, Run } from '#collect'

/** Answers the process and where it listens; loopback may be collected. `more` adds to its environment. */
export async function startMagpie(
  url: string,
  more: Record<string, string> = {},
): Promise<{ magpie: ChildProcess; origin: string }> {
  const env = {
    ...process.env,
    PORT: '0',
    DATABASE_URL: url,
    ALLOW_NETWORKS: '127.0.0.0/8',
    LOG_LEVEL: 'info',
    ...more,
  }
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const magpie = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: magpie.stdout })) {
    const [, origin] = /listening at (http:[^"]+)/.exec(line) ?? []
    magpie.stdout.resume()
    if (origin) return { magpie, origin }
  }
  throw new Error('Magpie ended before it listened')
}

/** Collects a site, whole, and answers the run as it ended. */
export async function collect(origin: string, url: string): Promise<Run> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ url: `${url}/`, maxPages: 100_000 })
  const submitted = await fetch(`${origin}/api/v1/collections`, { method: 'POST', headers, body })
  const { run } = (await submitted.json()) as CollectionAnswer
  const events = await (await fetch(`${origin}/api/v1/runs/${run.id}/events`)).text()
  return JSON.parse(events.slice(events.lastIndexOf('data: ') + 'data: '.length))
}
