/** What measures the process is stopped with its app, and takes nothing from that of another. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t, { type Test } from 'tap'
import { createMetrics, measureProcess } from '#platform'
import { eventually } from '../../support/eventually.ts'
import { numberIn, readExposition } from '../../support/exposition.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

function measuring(t: Test) {
  const metrics = createMetrics()
  const stop = measureProcess(metrics)
  t.teardown(stop)
  const read = async () => readExposition(await metrics.text())
  const collections = async () => numberIn(await read(), 'nodejs_gc_duration_seconds_count', { kind: 'major' }) ?? 0
  const worstLag = async () => numberIn(await read(), 'nodejs_eventloop_lag_seconds', { quantile: '1' })
  return { stop, collections, worstLag }
}

t.test('stopped: garbage and lateness are no longer measured, but by those that go on', async (t) => {
  const [one, other] = [measuring(t), measuring(t)]
  collectGarbage()
  await eventually(one.collections, (count) => count > 0)
  one.stop()
  const [before, othersBefore] = [await one.collections(), await other.collections()]
  await one.worstLag()
  await other.worstLag()
  for (let count = 0; count < 5; count++) collectGarbage()
  await eventually(other.collections, (count) => count >= othersBefore + 5)
  t.equal(await one.collections(), before)
  t.equal(await one.worstLag(), 0)
})
