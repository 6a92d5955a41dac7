import t from 'tap'
import { halved } from '../../../../../src/modules/process/decoder/pixels/halved.ts'

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

const translucent: [what: string, pixels: number[][], mean: number[]][] = [
  [
    'opaque ones',
    [
      [0, 0, 0, 255],
      [10, 20, 30, 255],
      [20, 40, 60, 255],
      [31, 60, 90, 255],
    ],
    [15, 30, 45, 255],
  ],
  [
    'hidden colours',
    [
      [200, 0, 0, 255],
      [0, 255, 0, 0],
      [100, 0, 0, 255],
      [0, 255, 0, 0],
    ],
    [150, 0, 0, 128],
  ],
  [
    'each by its alpha',
    [
      [200, 0, 9, 30],
      [100, 90, 9, 60],
      [0, 0, 9, 0],
      [0, 0, 9, 0],
    ],
    [133, 60, 9, 23],
  ],
  [
    'nothing to see',
    [
      [200, 0, 9, 0],
      [100, 90, 9, 0],
      [1, 1, 1, 0],
      [0, 0, 9, 0],
    ],
    [0, 0, 0, 0],
  ],
]

for (const [what, pixels, mean] of translucent) {
  t.test(`halved, with alpha: ${what}`, (t) => {
    const small = halved({ data: Uint8Array.from(pixels.flat()), width: 2, height: 2, channels: 4 })
    t.strictSame(small, { data: Uint8Array.from(mean), width: 1, height: 1, channels: 4 })
    t.end()
  })
}
