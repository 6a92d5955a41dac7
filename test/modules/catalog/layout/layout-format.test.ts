/** A byte for a shape: near enough, and the nearer the more usual it is. */
import t from 'tap'
import { toCode, toRatio, writeLayout } from '../../../../src/modules/catalog/layout/layout-format.ts'

const errorOf = (width: number, height: number) => Math.abs(toRatio(toCode(width, height)) / (width / height) - 1)

t.test('usual shapes, upright and lying: within 0.25%', async (t) => {
  const usual = [
    [1, 1],
    [4, 3],
    [3, 2],
    [16, 9],
    [2, 1],
    [3, 1],
    [4, 1],
    [1920, 1080],
    [21, 9],
    [1024, 768],
  ] as const
  for (const [width, height] of usual) {
    t.ok(errorOf(width, height) < 0.0025, `${width}:${height}`)
    t.ok(errorOf(height, width) < 0.0025, `${height}:${width}`)
  }
  t.equal(toRatio(toCode(800, 800)), 1)
  t.equal(toRatio(toCode(800, 400)), 2)
})

t.test('all others as far as it goes: within 1%', async (t) => {
  const largest = Array.from({ length: 10_500 }, (_, at) =>
    Math.max(errorOf(1000 + at, 1000), errorOf(1000, 1000 + at)),
  )
  t.ok(Math.max(...largest) < 0.01)
})

t.test('beyond, and of no size', async (t) => {
  t.strictSame(
    [toCode(100_000, 1), toCode(1, 100_000), toCode(0, 5), toCode(5, 0), toCode(0, 0)],
    [255, 0, 128, 128, 128],
  )
})

t.test('the bytes, as they are described', async (t) => {
  const bytes = writeLayout([Uint8Array.of(1, 2), Uint8Array.of(3)], ['one', 'two'])
  t.equal(bytes.toString('hex'), '4d504c59' + '0100' + '0002' + '03000000' + '02000000' + '010203' + '6f6e650a74776f0a')
  t.equal(writeLayout([], []).length, 16)
})
