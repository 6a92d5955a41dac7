import t from 'tap'
import type { Image } from '../../../src/gallery/api/types.ts'
import { groundOf, isSmallFor, largeSource, tileRatio, tileSource } from '../../../src/gallery/grid/show.ts'

const links = { thumbnail: '/t', preview: null, original: '/o' }
const bare = { ...links, thumbnail: null }

const sources: [string, Partial<Image>, string | null, string | null][] = [
  ['a thumbnail in the tile, the original large', { format: 'jpeg', links }, '/t', '/o'],
  ['an icon without a thumbnail by its original', { format: 'ico', links: bare }, '/o', '/o'],
  ['a heavy bitmap not in a tile', { format: 'bmp', bytes: 9e6, links: bare }, null, '/o'],
  ['what no browser shows by its thumbnail', { format: 'tiff', links }, '/t', '/t'],
  ['what no browser shows and nothing decodes by a label', { format: 'jxl', links: bare }, null, null],
]
for (const [name, image, tile, large] of sources) {
  t.test(`sources: ${name}`, async (t) => {
    const whole = { bytes: 1000, ...image } as Image
    t.equal(tileSource(whole), tile)
    t.equal(largeSource(whole), large)
  })
}

const ratios: [number, number, number][] = [
  [1200, 800, 1.5],
  [800, 1200, 2 / 3],
  [0, 0, 1],
  [5000, 100, 3.2],
  [100, 5000, 0.55],
  [16, 16, 0.24],
  [240, 80, 1.92],
]
for (const [width, height, expected] of ratios) {
  t.test(`tileRatio: ${width} x ${height}`, async (t) => t.equal(tileRatio({ width, height }, 200), expected))
}

t.test('isSmallFor: blown up by more than half', async (t) => {
  t.equal(isSmallFor({ width: 100, height: 100 }, { width: 200, height: 200 }), true)
  t.equal(isSmallFor({ width: 150, height: 150 }, { width: 200, height: 200 }), false)
  t.equal(isSmallFor({ width: 16, height: 400 }, { width: 200, height: 200 }), false)
})

t.test('groundOf: a see-through picture stands out from its ground', async (t) => {
  t.equal(groundOf({ alpha: false, color: '#ffffff' }), 'none')
  t.equal(groundOf({ alpha: true, color: '#ffffff' }), 'dark')
  t.equal(groundOf({ alpha: true, color: '#101010' }), 'light')
  t.equal(groundOf({ alpha: true, color: null }), 'light')
})
