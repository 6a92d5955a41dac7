/** Finds rows in a layout: the one a tile is in, those that a stretch of the page shows, and where a key leads. */
import type { Layout } from './layout.ts'

/** The row that holds the tile `index`. */
export function rowOf(layout: Layout, index: number): number {
  return lastAtMost(layout.rowStart, layout.rows, index)
}

/** The tiles from `from` up to, without, `to` whose rows touch the stretch between `top` and `bottom`. */
export function tilesBetween(layout: Layout, top: number, bottom: number): { from: number; to: number } {
  if (layout.rows === 0) return { from: 0, to: 0 }
  const first = lastAtMost(layout.rowTop, layout.rows, top)
  const last = lastAtMost(layout.rowTop, layout.rows, bottom)
  return { from: layout.rowStart[first] ?? 0, to: layout.rowStart[last + 1] ?? layout.count }
}

/** The tile that a key leads to from the tile `index`; undefined for a key that does not move. */
export function neighbour(layout: Layout, index: number, key: string): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1)
    case 'ArrowRight':
      return Math.min(layout.count - 1, index + 1)
    case 'ArrowUp':
      return inRow(layout, index, rowOf(layout, index) - 1)
    case 'ArrowDown':
      return inRow(layout, index, rowOf(layout, index) + 1)
    case 'PageUp':
      return inRow(layout, index, Math.max(0, rowOf(layout, index) - 3))
    case 'PageDown':
      return inRow(layout, index, Math.min(layout.rows - 1, rowOf(layout, index) + 3))
    case 'Home':
      return 0
    case 'End':
      return layout.count - 1
    default:
      return undefined
  }
}

/** The tile of a row whose middle is nearest to the middle of the tile `index`. */
function inRow(layout: Layout, index: number, row: number): number {
  if (row < 0 || row >= layout.rows) return index
  const middle = middleOf(layout, index)
  let best = layout.rowStart[row] ?? 0
  for (let i = best + 1; i < (layout.rowStart[row + 1] ?? layout.count); i += 1) {
    if (Math.abs(middleOf(layout, i) - middle) < Math.abs(middleOf(layout, best) - middle)) best = i
  }
  return best
}

function middleOf(layout: Layout, index: number): number {
  return (layout.left[index] ?? 0) + (layout.width[index] ?? 0) / 2
}

/** The last of the first `count` ascending values that is at most `limit`; the first where none is. */
function lastAtMost(values: ArrayLike<number>, count: number, limit: number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((values[middle] ?? 0) <= limit) low = middle
    else high = middle - 1
  }
  return low
}
