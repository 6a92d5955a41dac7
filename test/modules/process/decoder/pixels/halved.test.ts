import t from 'tap'
import { halved } from '../../../../../src/modules/process/decoder/pixels/halved.ts'
import { resample } from '../../../../../src/modules/process/decoder/pixels/resample.ts'
import { within } from '../../../../../src/modules/process/decoder/pixels/within.ts'
import { createRandom } from '../../../../support/random.ts'

t.test('halved: each pixel is the mean of four, and what has no partner is left out', (t) => {
  const rows = [
    [0, 0, 0, 10, 20, 30, 99, 99, 99],
    [20, 40, 60, 31, 60, 90, 99, 99, 99],
    [99, 99, 99, 99, 99, 99, 99, 99, 99],
  ]
  const small = halved({ data: Uint8Array.from(rows.flat()), width: 3, height: 3, channels: 3 })
  t.strictSame(small, { data: Uint8Array.from([15, 30, 45]), width: 1, height: 1, channels: 3 })
  t.end()
})

t.test('within: by half and then the rest is what it is in one go, but for rounding', (t) => {
  const random = createRandom(7)
  const data = Uint8Array.from({ length: 320 * 240 * 3 }, () => random.integer(256))
  const picture = { data, width: 320, height: 240, channels: 3 } as const
  const small = within(picture, 96)
  const exact = resample(picture, 96, 72)
  t.same([small.width, small.height], [96, 72])
  const largest = small.data.reduce((most, value, at) => Math.max(most, Math.abs(value - (exact.data[at] ?? 0))), 0)
  t.ok(largest < 64, `of white noise, the worst of pictures, a channel is off by ${largest}`)
  const mean = small.data.reduce((sum, value, at) => sum + value - (exact.data[at] ?? 0), 0) / small.data.length
  t.ok(Math.abs(mean) < 1, `and nothing is darker or brighter: ${mean}`)
  t.end()
})
