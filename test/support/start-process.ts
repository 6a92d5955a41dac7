/** Magpie as a process of its own, which can be killed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'

/** Starts it on a free port, and answers where it listens; `more` adds to its environment. */
export async function startProcess(t: Pick<Test, 'teardown'>, more: Record<string, string>) {
  const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: '0',
    ALLOW_NETWORKS: '127.0.0.1',
    LOG_LEVEL: 'silent',
    ...more,
  }
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  t.teardown(() => child.kill('SIGKILL'))
  let origin: string | undefined
  for await (const line of createInterface({ input: child.stderr })) {
    origin = /open at \S*?(http:\/\/[\d.:]+)/.exec(line)?.[1]
    if (origin) break
  }
  if (!origin) throw new Error('Magpie ended at its start')
  return {
    origin,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
