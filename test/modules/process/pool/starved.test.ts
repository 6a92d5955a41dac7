/** A decoder that gets no processor, because others have it, is not blamed for taking long. */
import { spawn } from 'node:child_process'
import t, { type Test } from 'tap'
import { childProcessorMs, wantsProcessor } from '../../../../src/modules/process/pool/child-usage.ts'
import { createDecoderChild, type DecoderChildOptions } from '../../../../src/modules/process/pool/decoder-child.ts'
import { eventually } from '../../../support/eventually.ts'

const moody = new URL('../../../fixtures/decoders/moody.ts', import.meta.url)

function child(t: Test, options: Pick<DecoderChildOptions, 'timeoutMs' | 'isStarved'>) {
  const made = createDecoderChild({ entry: moody, ...options })
  t.teardown(() => made.kill())
  const ask = (mood: string) =>
    made.decode({ bytes: Buffer.from(mood), format: 'jpeg', maxPixels: 1, minWidth: 1, minHeight: 1 })
  return { ask }
}

function run(t: Test, script: string): number | undefined {
  const program = spawn(process.execPath, ['-e', script])
  t.teardown(() => program.kill('SIGKILL'))
  return program.pid
}

t.test('starved: an image that had no processor is given its time anew', async (t) => {
  const isStarved = (pid: number | undefined) => process.kill(pid as number, 'SIGUSR2')
  const { ask } = child(t, { timeoutMs: 1000, isStarved })
  t.match(await ask('hangs'), { verdict: 'too-small' })
})

t.test('starved: not for ever, and each time it must have had less than half of a processor', async (t) => {
  const enough: number[] = []
  const isStarved = (_pid: unknown, _usedMs: number, enoughMs: number) => enough.push(enoughMs) > 0
  const { ask } = child(t, { timeoutMs: 50, isStarved })
  await t.rejects(ask('hangs'), { code: 'timeout' })
  t.strictSame(enough, [25, 50, 75, 100, 125])
})

t.test('starved: what an image had is counted from its own beginning', async (t) => {
  const used: number[] = []
  const isStarved = (_pid: unknown, usedMs: number) => used.push(usedMs) < 0
  const { ask } = child(t, { timeoutMs: 300, isStarved })
  for (let count = 0; count < 20; count++) await ask('works')
  await t.rejects(ask('hangs'), { code: 'timeout' })
  if (process.platform === 'linux') t.ok(Number(used[0]) < 300, `${used[0]} ms, of over 600 in all`)
})

t.test('starved: who spins wants a processor and has used one, who waits does not', async (t) => {
  if (process.platform !== 'linux') return t.equal(childProcessorMs(process.pid), Number.POSITIVE_INFINITY)
  const [spinning, waiting] = [run(t, 'for (;;);'), run(t, 'setInterval(() => {}, 2 ** 30)')]
  await eventually(
    async () => childProcessorMs(spinning),
    (used) => used > 500,
  )
  t.ok(wantsProcessor(spinning))
  await eventually(
    async () => childProcessorMs(waiting) > 0 && !wantsProcessor(waiting),
    (isAtRest) => isAtRest,
  )
  t.equal(childProcessorMs(2 ** 30), Number.POSITIVE_INFINITY, 'of one that is not there nothing is known')
  t.notOk(wantsProcessor(2 ** 30))
})
