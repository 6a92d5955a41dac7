/**
 * Justified layout: rows that fill the width, every picture whole. One greedy pass over typed arrays: a row is closed
 * where its height comes nearest to its aim. The aim is the target height, or less where no picture in it reaches that
 * high; a taller picture opens a row of its own rather than raising one of small pictures that is all but full.
 */

/** What is to be placed. */
export interface Tiles {
  count: number
  /** Width divided by height of a tile in a row that aims at this height. */
  ratio(index: number, height: number): number
  /** The height beyond which a tile gains nothing. */
  reach(index: number): number
}

export interface LayoutInput {
  tiles: Tiles
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

export function justify(input: LayoutInput): Layout {
  const { tiles, gap } = input
  const layout = emptyLayout(tiles.count)
  let start = 0
  while (start < tiles.count) start = addRow(layout, closeRow(start, input), input)
  layout.height = Math.max(0, layout.height - gap)
  layout.rowStart[layout.rows] = tiles.count
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

interface Row {
  start: number
  end: number
  /** The height that its tiles can use. */
  aim: number
  /** The height at which it fills the width. */
  height: number
}

/** The longest stretch that a row is pulled, to end flush, beyond its aim. */
const mostStretch = 1.5
/** A picture this much taller than a row aims at is worth a row of its own. */
const clearlyTaller = 1.25

/** Where the row that starts at `start` ends. */
function closeRow(start: number, input: LayoutInput): Row {
  const { tiles, targetHeight } = input
  let row: Row = { start, end: start, aim: 0, height: Number.POSITIVE_INFINITY }
  let sum = 0
  for (let end = start; end < tiles.count; end += 1) {
    const aim = Math.max(row.aim, aimOf(tiles.reach(end), targetHeight))
    if (end > start && aim > row.aim * clearlyTaller && row.height <= row.aim * mostStretch) return row
    sum = aim === row.aim ? sum + tiles.ratio(end, aim) : sumOf(tiles, start, end + 1, aim)
    const longer = { start, end: end + 1, aim, height: heightOf(end + 1 - start, sum, input) }
    if (longer.height <= aim) return end > start && isNearer(row, longer) ? row : longer
    row = longer
  }
  // The last row is left open, so that more pictures join it without moving those above.
  return { ...row, height: Math.min(row.height, row.aim) }
}

/** Small pictures lie in low rows, yet not so low that they are hard to hit. */
function aimOf(reach: number, targetHeight: number): number {
  return Math.min(targetHeight, Math.max(reach, Math.min(88, targetHeight / 2)))
}

function sumOf(tiles: Tiles, start: number, end: number, height: number): number {
  let sum = 0
  for (let i = start; i < end; i += 1) sum += tiles.ratio(i, height)
  return sum
}

function heightOf(count: number, sum: number, { width, gap }: LayoutInput): number {
  return Math.max(1, width - gap * (count - 1)) / sum
}

/** Whether a row that is too high misses its aim by less than one that is too low. */
function isNearer(high: Row, low: Row): boolean {
  return high.height / high.aim < low.aim / low.height
}

function addRow(layout: Layout, row: Row, input: LayoutInput): number {
  const height = row.height <= row.aim * mostStretch ? row.height : row.aim
  const rowHeight = Math.max(1, Math.round(height))
  layout.rowStart[layout.rows] = row.start
  layout.rowTop[layout.rows] = layout.height
  layout.rowHeight[layout.rows] = rowHeight
  layout.rows += 1
  layout.height += rowHeight + input.gap
  placeRow(layout, { ...row, height }, input)
  return row.end
}

/** Rounds edges, not widths, so that the errors do not add up and full rows end flush. */
function placeRow(layout: Layout, { start, end, aim, height }: Row, { tiles, width, gap }: LayoutInput): void {
  let edge = 0
  for (let i = start; i < end; i += 1) {
    const left = Math.round(edge)
    edge += tiles.ratio(i, aim) * height
    layout.left[i] = left
    layout.width[i] = Math.max(1, Math.min(Math.round(edge), width) - left)
    edge += gap
  }
}
