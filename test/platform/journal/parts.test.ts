/** The journal's parts: waiting times, weights, and the buffer. */
import t from 'tap'
import { backoffMs } from '../../../src/platform/journal/backoff.ts'
import { createBuffer, type NewEntry } from '../../../src/platform/journal/buffer.ts'
import { weigh } from '../../../src/platform/journal/weigh.ts'

const entry = (bytes: number, isImpatient = false): NewEntry => ({
  records: [{ kind: 'any', data: bytes, bytes }],
  bytes,
  isImpatient,
  resolve: () => {},
  reject: () => {},
})

t.test('backoffMs: doubles, stops at its most, and never falls under half', async (t) => {
  const backoff = { baseMs: 100, maxMs: 5000 }
  const steps = [1, 2, 3, 6, 7, 8, 50, 5000]
  t.strictSame(
    steps.map((attempt) => backoffMs(attempt, backoff, () => 1)),
    [100, 200, 400, 3200, 5000, 5000, 5000, 5000],
  )
  t.strictSame(
    steps.map((attempt) => backoffMs(attempt, backoff, () => 0)),
    [50, 100, 200, 1600, 2500, 2500, 2500, 2500],
  )
})

t.test('weigh: text, bytes and every part count', async (t) => {
  t.ok(weigh('x'.repeat(1000)) >= 2000)
  t.ok(weigh({ image: { original: Buffer.alloc(5000), alt: null } }) >= 5000)
  t.ok(weigh({ original: Buffer.alloc(5000) }) < 6000, 'bytes are not counted one by one')
  t.ok(weigh(['y'.repeat(500), 'z'.repeat(500)]) >= 2000)
})

t.test('buffer: a batch is bounded by records and by bytes, but never empty', async (t) => {
  const buffer = createBuffer(() => 1e9)
  for (const bytes of [10, 10, 500, 10, 10]) buffer.push(entry(bytes))
  t.equal(buffer.take(2, 1000).length, 2)
  t.equal(buffer.take(100, 100).length, 1, 'one that is too large goes alone')
  t.equal(buffer.take(100, 100).length, 2)
  t.equal(buffer.records, 5, 'until they are released')
})

t.test('buffer: many who ask at once are admitted in their order, as room comes', async (t) => {
  const buffer = createBuffer(() => 100)
  const order: number[] = []
  const askers = [60, 60, 10, 60, 60].map((bytes, at) => buffer.admit([entry(bytes)]).then(() => order.push(at)))
  await Promise.all(askers.slice(0, 2))
  t.equal(buffer.hasRoom(), false)
  t.equal(buffer.waiting, 2, 'the others wait')
  for (const taken of buffer.take(2, 1000)) buffer.release(taken)
  await Promise.all(askers.slice(0, 4))
  t.equal(buffer.waiting, 3)
  for (const taken of buffer.take(9, 1000)) buffer.release(taken)
  await Promise.all(askers)
  t.strictSame(order, [0, 1, 2, 3, 4])
})

t.test('buffer: the impatient leave, the others stay in their order', async (t) => {
  const buffer = createBuffer(() => 1000)
  for (const each of [entry(1), entry(2, true), entry(3), entry(4, true)]) buffer.push(each)
  t.strictSame(
    buffer.takeImpatient().map(({ bytes }) => bytes),
    [2, 4],
  )
  t.strictSame(
    buffer.take(9, 999).map(({ bytes }) => bytes),
    [1, 3],
  )
})
