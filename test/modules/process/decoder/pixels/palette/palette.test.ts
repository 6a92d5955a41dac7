import sharp from 'sharp'
import t from 'tap'
import { paletteOf } from '../../../../../../src/modules/process/decoder/pixels/palette/palette.ts'
import type { Pixels } from '../../../../../../src/modules/process/decoder/pixels/types.ts'
import { photo } from '../../../../../support/photos.ts'

/** Stripes from left to right, so many pixels wide each. */
function stripes(widths: [color: string, pixels: number][], channels: 3 | 4 = 3, height = 60): Pixels {
  const row = widths.flatMap(([color, pixels]) =>
    Array.from({ length: pixels }, () => [...Buffer.from(color.slice(1).padEnd(8, 'f'), 'hex').subarray(0, channels)]),
  )
  const data = Uint8Array.from({ length: row.length * height * channels }, (_, at) => {
    return row[Math.floor(at / channels) % row.length]?.[at % channels] as number
  })
  return { data, width: row.length, height, channels }
}

const colors = (pixels: Pixels) => paletteOf(pixels).map(({ color }) => color)

t.test('paletteOf: the colours of a picture with their shares, the commonest first', async (t) => {
  const bands: [string, number][] = [
    ['#000000', 60],
    ['#dd0000', 90],
    ['#ffcc00', 150],
  ]
  const flag = stripes(bands, 3, 10)
  t.same(paletteOf(flag), [
    { color: '#ffcc00', share: 0.5 },
    { color: '#dd0000', share: 0.3 },
    { color: '#000000', share: 0.2 },
  ])
})

t.test('paletteOf: a picture of one colour has one', async (t) => {
  for (const color of ['#000000', '#123456', '#7f807f', '#ffffff']) {
    t.same(paletteOf(stripes([[color, 31]])), [{ color, share: 1 }])
    t.same(paletteOf(stripes([[color, 1]], 3, 1)), [{ color, share: 1 }])
  }
})

const twins: [what: string, one: string, other: string, count: number][] = [
  ['near blacks', '#000000', '#0c0c0c', 1],
  ['near whites', '#ffffff', '#f4f4f4', 1],
  ['near reds', '#e02020', '#d81c1c', 1],
  ['near blues', '#2040c0', '#2848c8', 1],
  ['white and light grey', '#ffffff', '#d0d0d0', 2],
  ['black and dark grey', '#000000', '#333333', 2],
  ['red and orange', '#e02020', '#e07020', 2],
  ['equally bright', '#b04040', '#407040', 2],
]

for (const [what, one, other, count] of twins) {
  t.test(`paletteOf: ${what}`, async (t) => {
    const found = paletteOf(
      stripes([
        [one, 50],
        [other, 30],
      ]),
    )
    t.equal(found.length, count)
    t.ok(found.reduce((sum, { share }) => sum + share, 0) > 0.99, 'nothing is lost')
  })
}

t.test('paletteOf: never more than five, and those of many that differ most', async (t) => {
  const many = ['#000000', '#ffffff', '#ff0000', '#00ff00', '#0000ff', '#ffff00', '#00ffff', '#ff00ff']
  const found = paletteOf(stripes(many.map((color) => [color, 10])))
  t.equal(found.length, 5)
  t.ok(found.reduce((sum, { share }) => sum + share, 0) <= 1)
})

t.test('paletteOf: an accent counts, a speck does not', async (t) => {
  const page = (red: number) =>
    stripes([
      ['#ffffff', 300 - red],
      ['#ff0000', red],
    ])
  t.same(colors(page(6)), ['#ffffff', '#ff0000'])
  t.same(colors(page(1)), ['#ffffff'])
})

t.test('paletteOf: what is transparent does not count, what is translucent counts in part', async (t) => {
  t.same(paletteOf(stripes([['#ff000000', 20]], 4)), [])
  const half = stripes(
    [
      ['#ff000000', 100],
      ['#0000ff', 40],
      ['#00ff0080', 40],
    ],
    4,
  )
  t.match(paletteOf(half), [
    { color: '#0000ff', share: 0.665 },
    { color: '#00ff00', share: 0.334 },
  ])
})

t.test('paletteOf: stripes as wide as the step between samples are all seen', async (t) => {
  for (let width = 300; width < 330; width++) {
    const columns: [string, number][] = Array.from({ length: width }, (_, at) => [
      ['#c00000', '#00c000', '#0000c0', '#c0c000'][at % 4] ?? '',
      1,
    ])
    t.equal(colors(stripes(columns, 3, 240)).length, 4, `${width} columns`)
  }
})

t.test('paletteOf: the same for a photo that was compressed and made smaller', async (t) => {
  const original = await photo(3, { format: 'png' })
  const found = await Promise.all(
    [original, await sharp(original).resize(150).jpeg({ quality: 50 }).toBuffer()].map(async (bytes) => {
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
      return paletteOf({ data, width: info.width, height: info.height, channels: 3 })
    }),
  )
  t.equal(found[0]?.length, found[1]?.length)
  for (const [at, { share }] of (found[0] ?? []).entries()) t.ok(Math.abs(share - (found[1]?.[at]?.share ?? 0)) < 0.05)
})
