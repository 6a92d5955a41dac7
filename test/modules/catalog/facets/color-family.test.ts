/** Families of colours, by the names that the web gives to colours. */
import t from 'tap'
import { colorFamily } from '../../../../src/modules/catalog/facets/color-family.ts'
import type { ColorFamily } from '../../../../src/modules/catalog/facets/vocabulary.ts'

const members: Record<ColorFamily, string[]> = {
  black: ['#000000', '#111111', '#222222', '#0a0a2a'],
  white: ['#ffffff', '#f0f0f0', '#fffafa', '#fffff0'],
  gray: ['#404040', '#808080', '#c0c0c0', '#dcdcdc'],
  red: ['#ff0000', '#8b0000', '#dc143c', '#b22222', '#ff6347'],
  orange: ['#ffa500', '#ff8c00', '#ff7f50'],
  yellow: ['#ffff00', '#ffd700', '#f0e68c', '#daa520'],
  green: ['#008000', '#00ff00', '#006400', '#6b8e23', '#9acd32', '#2e8b57'],
  teal: ['#008080', '#00ffff', '#40e0d0', '#20b2aa'],
  blue: ['#0000ff', '#000080', '#4169e1', '#1e90ff', '#87ceeb', '#add8e6', '#4682b4'],
  purple: ['#800080', '#4b0082', '#9400d3', '#663399', '#6a5acd'],
  pink: ['#ffc0cb', '#ff69b4', '#ff1493', '#ffe4e1', '#db7093', '#ff00ff', '#f08080'],
  brown: ['#8b4513', '#a0522d', '#d2b48c', '#3d2b1f'],
}

t.test('colorFamily: what a person would call it', async (t) => {
  for (const [family, colors] of Object.entries(members)) {
    for (const color of colors) t.equal(colorFamily(color), family, color)
  }
})

t.test('colorFamily: every colour has one', async (t) => {
  const levels = Array.from({ length: 18 }, (_, step) => (step * 15).toString(16).padStart(2, '0'))
  const pairs = levels.flatMap((green) => levels.map((blue) => `${green}${blue}`))
  const colors = levels.flatMap((red) => pairs.map((pair) => `#${red}${pair}`))
  t.strictSame(
    colors.filter((color) => !colorFamily(color)),
    [],
  )
  t.equal(new Set(colors.map(colorFamily)).size, 12)
})
