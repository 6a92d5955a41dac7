import { once } from 'node:events'
import t from 'tap'
import { createHostGates } from '../../../../src/modules/collect/fetch/host-gates.ts'

const now = () => performance.now()
const instant = async () => now()

t.test('host gates: no more at once than allowed, in order', async (t) => {
  const gates = createHostGates({ concurrency: 2, intervalMs: 0 })
  const done = Promise.withResolvers<void>()
  const started: number[] = []
  const tasks = [1, 2, 3, 4].map((number) =>
    gates.enter('a.test', async () => {
      started.push(number)
      await done.promise
    }),
  )
  await gates.enter('b.test', instant)
  t.same(started, [1, 2], 'the other host did not wait')
  done.resolve()
  await Promise.all(tasks)
  t.same(started, [1, 2, 3, 4])
})

t.test('host gates: starts keep their distance, whatever the spelling of the host', async (t) => {
  const gates = createHostGates({ concurrency: 6, intervalMs: 30 })
  const hosts = ['a.test', 'A.test', 'a.test.', 'a.test']
  const before = now()
  const starts = await Promise.all(hosts.map((host) => gates.enter(host, instant)))
  const waits = starts.map((start) => start - before).sort((one, other) => one - other) // those who wait may pass in any order
  t.ok(
    waits.every((wait, at) => wait >= at * 30),
    `waits: ${waits}`,
  )
  t.equal(gates.size, 1)
})

t.test('host gates: a longer interval of one task counts for it alone, a shorter one does not', async (t) => {
  const gates = createHostGates({ concurrency: 6, intervalMs: 10 })
  const enter = (intervalMs?: number) => gates.enter('a.test', instant, { intervalMs })
  const before = now()
  const [, long = 0, short = 0] = await Promise.all([enter(), enter(300), enter(1)])
  t.ok(short - before >= 10, `${short - before} ms`)
  t.ok(long - before >= 310, `${long - before} ms`)
  t.ok(short < long, 'who wants no longer interval does not wait for the one that does')
})

t.test('host gates: every port is a host of its own', async (t) => {
  const gates = createHostGates({ concurrency: 1, intervalMs: 60_000 })
  const hosts = ['a.test', 'a.test:81', 'a.test:82', '[::1]:81', '[::1]:82']
  const before = now()
  await Promise.all(hosts.map((host) => gates.enter(host, instant)))
  t.ok(now() - before < 30_000)
  t.equal(gates.size, 5)
})

t.test('host gates: no wait is ever negative', async (t) => {
  const warnings: Error[] = []
  const onWarning = (warning: Error) => warnings.push(warning)
  process.on('warning', onWarning)
  t.teardown(() => process.off('warning', onWarning))
  const gates = createHostGates({ concurrency: 50, intervalMs: 0.01 })
  await Promise.all(Array.from({ length: 500 }, () => gates.enter('a.test', instant)))
  await new Promise(setImmediate) // warnings come a turn later
  t.same(warnings, [])
})

t.test('host gates: a pause holds what waits, even what had its turn already, and no other host', async (t) => {
  const gates = createHostGates({ concurrency: 1, intervalMs: 20 })
  await gates.enter('a.test', instant)
  let hasPassed = false
  const before = now()
  const waiting = gates.enter('a.test', async () => {
    hasPassed = true
    return now()
  })
  gates.pause('a.test', 400)
  await gates.enter('b.test', instant)
  t.notOk(hasPassed)
  t.ok((await waiting) - before >= 400)
})

t.test('host gates: an abort leaves the queue and the pause', async (t) => {
  const gates = createHostGates({ concurrency: 1, intervalMs: 0 })
  gates.pause('a.test', 60_000)
  const controller = new AbortController()
  const tasks = [1, 2].map(() => gates.enter('a.test', instant, { signal: controller.signal }))
  controller.abort()
  for (const task of tasks) await t.rejects(task)
})

t.test('host gates: a task that fails makes room', async (t) => {
  const gates = createHostGates({ concurrency: 1, intervalMs: 0 })
  await t.rejects(gates.enter('a.test', () => once(AbortSignal.timeout(1), 'x', { signal: AbortSignal.abort() })))
  t.ok(await gates.enter('a.test', instant))
})

t.test('host gates: idle hosts are forgotten', async (t) => {
  const gates = createHostGates({ concurrency: 1, intervalMs: 0, maxHosts: 10 })
  gates.pause('kept.test', 60_000)
  for (let host = 0; host < 100; host += 1) await gates.enter(`${host}.test`, instant)
  t.ok(gates.size <= 10)
})
