import t from 'tap'
import type { Image } from '../../../src/gallery/api/types.ts'
import { groundOf, isSmallFor, largeSource, tileRatio, tileSource } from '../../../src/gallery/grid/show.ts'

const links = { thumbnail: '/t', preview: '/p', original: '/o' }
const bare = { ...links, thumbnail: null, preview: null }

const sources: [string, Partial<Image>, string | null, string | null][] = [
  ['a thumbnail in the tile, the original large', { format: 'jpeg', links }, '/t', '/o'],
  ['what has more pixels by its preview', { format: 'jpeg', width: 1601, height: 10, links }, '/t', '/p'],
  ['what is heavy by its preview', { format: 'png', bytes: 500_001, links }, '/t', '/p'],
  ['what moves by its original', { format: 'gif', bytes: 9e6, width: 4000, animated: true, links }, '/t', '/o'],
  ['a drawing by its original', { format: 'svg', bytes: 9e6, width: 4000, links }, '/t', '/o'],
  ['an icon without a thumbnail by its original', { format: 'ico', links: bare }, '/o', '/o'],
  ['a heavy bitmap not in a tile', { format: 'bmp', bytes: 9e6, links: bare }, null, '/o'],
  ['what no browser shows by its preview', { format: 'tiff', links }, '/t', '/p'],
  ['what no browser shows by its thumbnail', { format: 'tiff', links: { ...links, preview: null } }, '/t', '/t'],
  ['what no browser shows and nothing decodes by a label', { format: 'jxl', links: bare }, null, null],
]
for (const [name, image, tile, large] of sources) {
  t.test(`sources: ${name}`, async (t) => {
    const whole = { bytes: 1000, width: 800, height: 600, animated: false, ...image } as Image
    t.equal(tileSource(whole), tile)
    t.equal(largeSource(whole)?.address ?? null, large)
  })
}

t.test('largeSource: the size of what is shown, before it is there', async (t) => {
  const image = { format: 'jpeg', bytes: 9e6, links }
  const cases: [number, number, number, number][] = [
    [4000, 3000, 1600, 1200],
    [3000, 4000, 1200, 1600],
    [800, 600, 800, 600],
    [0, 0, 0, 0],
  ]
  for (const [width, height, shownWidth, shownHeight] of cases)
    t.match(largeSource({ ...image, width, height } as Image), { width: shownWidth, height: shownHeight })
})

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
