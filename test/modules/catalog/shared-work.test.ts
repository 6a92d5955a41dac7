import t from 'tap'
import { createSharedWork } from '../../../src/modules/catalog/shared-work.ts'

const stays = new AbortController().signal

t.test('shared work: those who ask at the same time share it, who comes later starts it anew', async (t) => {
  const { join } = createSharedWork<number>()
  let started = 0
  const work = async () => ++started
  t.strictSame(await Promise.all([join('a', stays, work), join('a', stays, work), join('b', stays, work)]), [1, 1, 2])
  t.equal(await join('a', stays, work), 3)
})

t.test('shared work: a failure is shared too, and not remembered', async (t) => {
  const { join } = createSharedWork<number>()
  const fails = () => Promise.reject(new Error('no'))
  const both = await Promise.allSettled([join('a', stays, fails), join('a', stays, fails)])
  t.match(both, Array(2).fill({ status: 'rejected', reason: { message: 'no' } }))
  t.equal(await join('a', stays, async () => 1), 1)
})

t.test('shared work: it is told when the last asker has gone, and not before', async (t) => {
  const { join } = createSharedWork<string>()
  const [first, second] = [new AbortController(), new AbortController()]
  let told: AbortSignal | undefined
  const work = (signal: AbortSignal) => {
    told = signal
    return new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('abandoned')))
  }
  const both = [join('a', first.signal, work), join('a', second.signal, work)]
  first.abort()
  t.equal(told?.aborted, false)
  second.abort()
  t.strictSame(await Promise.all(both), ['abandoned', 'abandoned'])
})

t.test('shared work: who leaves after the end is not counted', async (t) => {
  const { join } = createSharedWork<number>()
  const gone = new AbortController()
  let told: AbortSignal | undefined
  await join('a', gone.signal, async (signal) => {
    told = signal
    return 1
  })
  gone.abort()
  t.equal(told?.aborted, false)
})

t.test('shared work: who comes when all others have left does not wait for what they abandoned', async (t) => {
  const { join } = createSharedWork<string>()
  const gone = new AbortController()
  const abandoned = join(
    'a',
    gone.signal,
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', reject)),
  )
  gone.abort()
  const later = join('a', stays, async () => 'anew')
  await t.rejects(abandoned)
  t.equal(await later, 'anew')
})
