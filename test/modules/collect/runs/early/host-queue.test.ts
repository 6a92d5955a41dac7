/** Hosts take turns; the runs of one host follow each other. */
import t from 'tap'
import { createHostQueue } from '../../../../../src/modules/collect/runs/early/host-queue.ts'

const any = () => true

t.test('hosts take turns, runs of one host keep their order, busy hosts are passed over', async (t) => {
  const queue = createHostQueue()
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) queue.push({ runId: name, host: name.charAt(0) })
  t.equal(queue.size, 6)
  t.equal(queue.take((host) => host !== 'a')?.runId, 'b1')
  queue.remove('a2')
  queue.remove('unknown')
  const taken = Array.from({ length: 5 }, () => queue.take(any)?.runId)
  t.strictSame(taken, ['a1', 'c1', 'b2', 'a3', undefined])
  t.equal(queue.size, 0)
})

t.test('a host whose last run was removed is in nobody’s way', async (t) => {
  const queue = createHostQueue()
  queue.push({ runId: 'a1', host: 'a' })
  queue.push({ runId: 'b1', host: 'b' })
  queue.remove('a1')
  t.strictSame(queue.take(any), { runId: 'b1', host: 'b' })
  t.equal(
    queue.take(() => false),
    undefined,
  )
})
