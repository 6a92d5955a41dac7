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

/** Pixels as `rrggbbaa`. */
const translucent: [what: string, pixels: string, mean: string][] = [
  ['opaque ones', '000000ff 0a141eff 14283cff 1f3c5aff', '0f1e2dff'],
  ['hidden colours', 'c80000ff 00ff0000 640000ff 00ff0000', '96000080'],
  ['each by its alpha', 'c800091e 645a093c 00000900 00000900', '853c0917'],
  ['nothing to see', 'c8000900 645a0900 01010100 00000900', '00000000'],
]

for (const [what, pixels, mean] of translucent) {
  t.test(`halved, with alpha: ${what}`, (t) => {
    const data = Buffer.from(pixels.replaceAll(' ', ''), 'hex')
    const small = halved({ data, width: 2, height: 2, channels: 4 })
    t.match(small, { width: 1, height: 1, channels: 4 })
    t.equal(Buffer.from(small.data).toString('hex'), mean)
    t.end()
  })
}
