/**
 * Justified layout: rows of equal height that fill the width, every picture whole. One greedy pass over typed arrays:
 * a row is closed where its height comes nearest to the target.
 */

export interface LayoutInput {
  /** Width divided by height of each tile. */
  ratios: ArrayLike<number>
  width: number
  targetHeight: number
  gap: number
}

/** Places in whole pixels; row `r` holds the tiles from `rowStart[r]` up to, without, `rowStart[r + 1]`. */
export interface Layout {
  count: number
  rows: number
  height: number
  rowStart: Uint32Array
  rowTop: Float64Array
  rowHeight: Float64Array
  left: Float64Array
  width: Float64Array
}

export function justify({ ratios, width, targetHeight, gap }: LayoutInput): Layout {
  const layout = emptyLayout(ratios.length)
  let start = 0
  while (start < ratios.length) start = addRow(layout, ratios, start, { width, targetHeight, gap })
  layout.height = Math.max(0, layout.height - gap)
  layout.rowStart[layout.rows] = ratios.length
  return layout
}

function emptyLayout(count: number): Layout {
  return {
    count,
    rows: 0,
    height: 0,
    rowStart: new Uint32Array(count + 1),
    rowTop: new Float64Array(count),
    rowHeight: new Float64Array(count),
    left: new Float64Array(count),
    width: new Float64Array(count),
  }
}

type Frame = Omit<LayoutInput, 'ratios'>

function addRow(layout: Layout, ratios: ArrayLike<number>, start: number, frame: Frame): number {
  const { end, height } = closeRow(ratios, start, frame)
  const filled = height <= frame.targetHeight * 1.5
  const rowHeight = Math.max(1, Math.round(filled ? height : frame.targetHeight))
  layout.rowStart[layout.rows] = start
  layout.rowTop[layout.rows] = layout.height
  layout.rowHeight[layout.rows] = rowHeight
  layout.rows += 1
  layout.height += rowHeight + frame.gap
  placeRow(layout, ratios, { start, end, height: filled ? height : frame.targetHeight }, frame)
  return end
}

/** Where the row that starts at `start` ends, and how tall it is when it fills the width. */
function closeRow(ratios: ArrayLike<number>, start: number, { width, targetHeight, gap }: Frame) {
  let sum = 0
  let before = Number.POSITIVE_INFINITY
  for (let end = start; end < ratios.length; end += 1) {
    sum += ratios[end] ?? 1
    const height = Math.max(1, width - gap * (end - start)) / sum
    if (height <= targetHeight) {
      const nearerBefore = end > start && before / targetHeight < targetHeight / height
      return nearerBefore ? { end, height: before } : { end: end + 1, height }
    }
    before = height
  }
  // The last row is left open, so that more pictures join it without moving those above.
  return { end: ratios.length, height: Math.min(before, targetHeight) }
}

interface Row {
  start: number
  end: number
  height: number
}

/** Rounds edges, not widths, so that the errors do not add up and full rows end flush. */
function placeRow(layout: Layout, ratios: ArrayLike<number>, { start, end, height }: Row, { width, gap }: Frame): void {
  let edge = 0
  for (let i = start; i < end; i += 1) {
    const left = Math.round(edge)
    edge += (ratios[i] ?? 1) * height
    layout.left[i] = left
    layout.width[i] = Math.max(1, Math.min(Math.round(edge), width) - left)
    edge += gap
  }
}
