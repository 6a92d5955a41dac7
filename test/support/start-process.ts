/** Magpie as a process of its own, which can be killed. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'

export interface MagpieProcess {
  /** Where it listens. */
  origin: string
  /** Resolves when it has ended, however that came. */
  ended: Promise<unknown>
  send(signal: NodeJS.Signals): void
  kill(): Promise<void>
}

export interface ProcessOptions {
  /** Node's own, before the program. */
  flags?: string[]
  /** Given each line of the log. */
  onLine?: (line: string) => void
}

/** Starts it on a free port; `more` adds to its environment. Rejects when it ends before it listens. */
export async function startProcess(
  t: Pick<Test, 'teardown'>,
  more: Record<string, string>,
  { flags = [], onLine = () => {} }: ProcessOptions = {},
): Promise<MagpieProcess> {
  const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: '0',
    ALLOW_NETWORKS: '127.0.0.1',
    LOG_LEVEL: 'silent',
    ...more,
  }
  const child = spawn(process.execPath, [...flags, program], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  t.teardown(() => child.kill('SIGKILL'))
  createInterface({ input: child.stdout }).on('line', onLine)
  const origin = await originOf(child)
  return {
    origin,
    ended,
    send: (signal) => void child.kill(signal),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function originOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  for await (const line of createInterface({ input: child.stderr })) {
    const origin = /open at \S*?(http:\/\/[\d.:]+)/.exec(line)?.[1]
    if (origin) return origin
  }
  throw new Error('Magpie ended at its start')
}
