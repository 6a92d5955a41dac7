import t from 'tap'
import { resample } from '../../../../../src/modules/process/decoder/pixels/resample.ts'
import { shrunk } from '../../../../../src/modules/process/decoder/pixels/shrunk.ts'
import { createRandom } from '../../../../support/random.ts'

const random = createRandom(7)

function noise(width: number, height: number, channels: 3 | 4) {
  const data = Uint8Array.from({ length: width * height * channels }, () => random.integer(256))
  return { data, width, height, channels }
}

const sizes: [from: [number, number], to: [number, number]][] = [
  [
    [320, 320],
    [80, 80],
  ],
  [
    [320, 240],
    [80, 60],
  ],
  [
    [320, 192],
    [80, 48],
  ],
  [
    [320, 191],
    [160, 95],
  ],
  [
    [320, 95],
    [320, 95],
  ],
  [
    [1, 1],
    [1, 1],
  ],
]

for (const [[width, height], to] of sizes) {
  t.test(`shrunk: ${width} x ${height} has detail to spare down to ${to.join(' x ')}`, (t) => {
    const small = shrunk(noise(width, height, 3), 96)
    t.strictSame([small.width, small.height, small.data.length], [...to, to[0] * to[1] * 3])
    t.end()
  })
}

for (const channels of [3, 4] as const) {
  t.test(
    `shrunk: by halves and then the rest is what it is in one go, but for rounding (${channels} channels)`,
    (t) => {
      const picture = noise(320, 240, channels)
      const quick = resample(shrunk(picture, 96), 32, 32)
      const exact = resample(picture, 32, 32)
      const differences = quick.data.map((value, at) => Math.abs(value - (exact.data[at] ?? 0)))
      const largest = differences.reduce((most, value) => Math.max(most, value), 0)
      t.ok(largest < 24, `of white noise, the worst of pictures, a channel is off by ${largest}`)
      const mean = quick.data.reduce((sum, value, at) => sum + value - (exact.data[at] ?? 0), 0) / quick.data.length
      t.ok(Math.abs(mean) < 1, `and nothing is darker or brighter: ${mean}`)
      t.end()
    },
  )
}
