/** The seven passes of an interlaced PNG (Adam7; PNG, third edition, section 8): each is a coarse picture of the whole. */

export interface Pass {
  width: number
  height: number
  /** Where its rows begin and end among those of all passes. */
  start: number
  end: number
}

/** Bytes of one row, with the one before it that names its filter. */
export function rowBytes(width: number, bitsPerPixel: number): number {
  return 1 + Math.ceil((width * bitsPerPixel) / 8)
}

/** First column and row of each, and the steps between its columns and its rows. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** Those that have pixels at all, in the order of the file. */
export function passesOf(width: number, height: number, bitsPerPixel: number): Pass[] {
  let start = 0
  return adam7.flatMap(([x, y, stepX, stepY]) => {
    const size = { width: Math.ceil((width - x) / stepX), height: Math.ceil((height - y) / stepY) }
    if (size.width <= 0 || size.height <= 0) return []
    const end = start + rowBytes(size.width, bitsPerPixel) * size.height
    const pass = { ...size, start, end }
    start = end
    return [pass]
  })
}
