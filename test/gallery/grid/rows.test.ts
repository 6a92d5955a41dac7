import t from 'tap'
import { justify, type Tiles } from '../../../src/gallery/grid/layout.ts'
import { neighbour, rowOf, tilesBetween } from '../../../src/gallery/grid/rows.ts'

// Three rows of five, five and two squares of 192 px (the last 200), 10 px apart.
const squares = (count: number): Tiles => ({ count, ratio: () => 1, reach: () => 1000 })
const layout = justify({ tiles: squares(12), width: 1000, targetHeight: 200, gap: 10 })

t.test('rowOf: every tile is in its row', async (t) => {
  t.same(
    Array.from({ length: 12 }, (_, i) => rowOf(layout, i)),
    [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2],
  )
})

const stretches: [number, number, { from: number; to: number }][] = [
  [-500, -400, { from: 0, to: 5 }],
  [0, 100, { from: 0, to: 5 }],
  [0, 202, { from: 0, to: 10 }],
  [210, 300, { from: 5, to: 10 }],
  [-1000, 5000, { from: 0, to: 12 }],
  [5000, 6000, { from: 10, to: 12 }],
]
for (const [top, bottom, expected] of stretches) {
  t.test(`tilesBetween: ${top} and ${bottom}`, async (t) => t.same(tilesBetween(layout, top, bottom), expected))
}

t.test('tilesBetween: an empty grid', async (t) => {
  const empty = justify({ tiles: squares(0), width: 1000, targetHeight: 200, gap: 10 })
  t.same(tilesBetween(empty, 0, 100), { from: 0, to: 0 })
})

const moves: [number, string, number | undefined][] = [
  [0, 'ArrowLeft', 0],
  [4, 'ArrowRight', 5],
  [11, 'ArrowRight', 11],
  [2, 'ArrowDown', 7],
  [9, 'ArrowDown', 11],
  [11, 'ArrowDown', 11],
  [7, 'ArrowUp', 2],
  [1, 'ArrowUp', 1],
  [1, 'PageDown', 11],
  [11, 'PageUp', 1],
  [7, 'Home', 0],
  [7, 'End', 11],
  [7, 'a', undefined],
]
for (const [index, key, expected] of moves) {
  t.test(`neighbour: ${key} from ${index}`, async (t) => t.equal(neighbour(layout, index, key), expected))
}
