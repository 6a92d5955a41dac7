/** Runs a command over files, whose names it reads from standard input. */
import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { cpuSecondsOfEnded } from './memory.ts'
import type { Pass } from './pass.ts'

/** A script of this folder, which measures itself and answers JSON. */
export async function runScript<Answer extends Pass>(
  name: string,
  options: string[],
  files: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Answer> {
  const script = fileURLToPath(new URL(name, import.meta.url))
  return JSON.parse(await run(process.execPath, [script, ...options], files, { env: { ...process.env, ...env } }))
}

/** Any command, from its start to its end. */
export async function runCommand(
  command: string,
  options: string[],
  files: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Pass> {
  const cpuBefore = cpuSecondsOfEnded()
  const started = performance.now()
  await run(command, options, files, { env: { ...process.env, ...env } })
  const seconds = (performance.now() - started) / 1000
  return { done: files.length, seconds, cpuSeconds: cpuSecondsOfEnded() - cpuBefore }
}

async function run(command: string, options: string[], files: string[], more: SpawnOptions): Promise<string> {
  const child = spawn(command, options, { ...more, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  ;(child.stdin as Writable).end(files.join('\n'))
  const said = await text(child.stdout as Readable)
  const [code] = await ended
  if (code !== 0) throw new Error(`${command} ${options.join(' ')} ended with ${code}`)
  return said
}
