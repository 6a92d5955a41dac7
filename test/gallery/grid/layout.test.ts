import t from 'tap'
import { justify, type Layout, type Tiles } from '../../../src/gallery/grid/layout.ts'
import { tilesOf } from '../../../src/gallery/grid/show.ts'

const frame = { width: 1000, targetHeight: 200, gap: 10 }

t.test('justify: nothing', async (t) => {
  const layout = justify({ ...frame, tiles: photos([]) })
  t.equal(layout.rows, 0)
  t.equal(layout.height, 0)
})

const rows: [string, number[], number[][]][] = [
  ['a single picture keeps the target height', [1.5], [[0, 200]]],
  ['a row that is not full keeps the target height', [1, 1, 1], [[0, 200]]],
  [
    'a row is closed where it comes nearest to the target',
    [1, 1, 1, 1, 1, 1],
    [
      [0, 192],
      [5, 200],
    ],
  ],
  [
    'a picture that would squeeze the row starts the next one',
    [1, 1, 1, 1, 3],
    [
      [0, 243],
      [4, 200],
    ],
  ],
  [
    'a banner fills a row by itself',
    [5, 1],
    [
      [0, 200],
      [1, 200],
    ],
  ],
]
for (const [name, ratios, expected] of rows) {
  t.test(`justify: ${name}`, async (t) => {
    const layout = justify({ ...frame, tiles: photos(ratios) })
    t.same(rowsOf(layout), expected)
  })
}

t.test('justify: full rows end flush, nothing overlaps, nothing sticks out', async (t) => {
  const ratios = Array.from({ length: 2000 }, (_, i) => 0.5 + ((i * 7919) % 1000) / 370)
  const layout = justify({ tiles: photos(ratios), width: 1013, targetHeight: 187, gap: 7 })
  for (let row = 0; row < layout.rows; row += 1) {
    const [start = 0, end = 0] = [layout.rowStart[row], layout.rowStart[row + 1]]
    const right = (i: number) => (layout.left[i] ?? 0) + (layout.width[i] ?? 0)
    for (let i = start; i + 1 < end; i += 1) {
      const gap = (layout.left[i + 1] ?? 0) - right(i)
      if (gap < 6 || gap > 8) t.fail(`tiles ${i} and ${i + 1} are ${gap} px apart`)
    }
    if (row < layout.rows - 1 && right(end - 1) !== 1013) t.fail(`row ${row} ends at ${right(end - 1)}`)
    if (right(end - 1) > 1013) t.fail(`row ${row} sticks out`)
  }
  t.equal(layout.rowStart[layout.rows], 2000)
})

t.test('justify: more pictures move only the last row', async (t) => {
  const ratios = Array.from({ length: 300 }, (_, i) => 0.6 + ((i * 31) % 17) / 9)
  const before = justify({ ...frame, tiles: photos(ratios.slice(0, 200)) })
  const after = justify({ ...frame, tiles: photos(ratios) })
  const settled = before.rowStart[before.rows - 1] ?? 0
  t.same(after.left.slice(0, settled), before.left.slice(0, settled))
  t.same(after.rowTop.slice(0, before.rows), before.rowTop.slice(0, before.rows))
})

t.test('justify: a narrow screen and a tower', async (t) => {
  const layout = justify({ tiles: photos([0.5, 3.2, 0.5]), width: 300, targetHeight: 128, gap: 4 })
  for (let i = 0; i < 3; i += 1) t.ok((layout.left[i] ?? 0) + (layout.width[i] ?? 0) <= 300)
})

const icon = { width: 24, height: 24 }
const button = { width: 88, height: 31 }
const picture = { width: 120, height: 120 }
const photograph = { width: 1500, height: 1000 }
const times = <T>(count: number, one: T): T[] => Array(count).fill(one)

const mixed: [string, { width: number; height: number }[], number[][]][] = [
  [
    'a row of icons is low, and ends where it is full',
    times(30, icon),
    [
      [0, 91],
      [14, 91],
      [28, 88],
    ],
  ],
  ['icons that do not fill a row stay low', times(3, icon), [[0, 88]]],
  ['a photograph among few icons raises their row', [...times(3, icon), photograph, photograph], [[0, 200]]],
  [
    'a photograph after a row of icons that is all but full has its own',
    [...times(12, icon), photograph],
    [
      [0, 109],
      [12, 200],
    ],
  ],
  [
    'buttons are no higher than icons',
    times(20, button),
    [
      [0, 89],
      [6, 89],
      [12, 89],
      [18, 88],
    ],
  ],
  [
    'a row is as high as the tallest of its small pictures',
    [icon, ...times(9, picture)],
    [
      [0, 124],
      [8, 120],
    ],
  ],
]
for (const [name, images, expected] of mixed) {
  t.test(`justify: ${name}`, async (t) => t.same(rowsOf(justify({ ...frame, tiles: tilesOf(images) })), expected))
}

t.test('justify: more icons and photographs move only the last row', async (t) => {
  const images = Array.from({ length: 400 }, (_, i) => ((i * 7919) % 13 < 9 ? icon : i % 3 ? photograph : picture))
  const before = justify({ ...frame, tiles: tilesOf(images.slice(0, 250)) })
  const after = justify({ ...frame, tiles: tilesOf(images) })
  const settled = before.rowStart[before.rows - 1] ?? 0
  t.same(after.left.slice(0, settled), before.left.slice(0, settled))
  t.same(after.rowTop.slice(0, before.rows), before.rowTop.slice(0, before.rows))
})

/** Tiles that can use any height. */
function photos(ratios: number[]): Tiles {
  return { count: ratios.length, ratio: (index) => ratios[index] ?? 1, reach: () => Number.POSITIVE_INFINITY }
}

function rowsOf(layout: Layout): number[][] {
  return Array.from({ length: layout.rows }, (_, row) => [layout.rowStart[row] ?? -1, layout.rowHeight[row] ?? -1])
}
