import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** The command line of Magpie's process once it listens, as the system has it. */
async function commandLine(t: Test, ...flags: string[]): Promise<string[]> {
  const env = { ...process.env, NODE_OPTIONS: '', PORT: '0', DATABASE_URL: 'sqlite::memory:' }
  const magpie = spawn(process.execPath, [...flags, main], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  t.teardown(() => magpie.kill('SIGKILL'))
  for await (const line of createInterface({ input: magpie.stdout })) if (line.includes('listening at')) break
  const words = readFileSync(`/proc/${magpie.pid}/cmdline`, 'utf8').split('\0').filter(Boolean)
  magpie.kill('SIGTERM')
  await once(magpie, 'exit')
  return words.slice(1)
}

const options = { skip: process.platform !== 'linux' && 'only Linux shows the command line of a process' }

t.test('shape: it begins again in the same process, with a heap that stays small', options, async (t) => {
  t.match(await commandLine(t, '--no-warnings'), [/^--max-semi-space-size=\d+$/, /^--\S+$/, '--no-warnings', main])
})

t.test('shape: who has said how large young garbage may be is believed', options, async (t) => {
  t.strictSame(await commandLine(t, '--max-semi-space-size=32'), ['--max-semi-space-size=32', main])
})
