/** Scales pixels by averaging the area that each new pixel covers. */
import type { Pixels } from './types.ts'

/** A source pixel that a new pixel covers, and how much of it. */
interface Share {
  from: number
  weight: number
}

/** The picture at another size, always with alpha. Colours count by their alpha, so that hidden ones do not shine through. */
export function resample(source: Pixels, width: number, height: number): Pixels {
  const columns = shares(source.width, width)
  const rows = shares(source.height, height)
  const narrow = squeezeRows(premultiply(source), source.width, source.height, columns)
  return { data: unpremultiply(squeezeColumns(narrow, width, rows)), width, height, channels: 4 }
}

/** For each new position the old ones that it covers; the weights of one add up to 1. */
function shares(from: number, to: number): Share[][] {
  const step = from / to
  return Array.from({ length: to }, (_, index) => {
    const start = index * step
    const end = Math.min(start + step, from)
    const list: Share[] = []
    for (let at = Math.floor(start); at < end; at++) {
      list.push({ from: at, weight: (Math.min(at + 1, end) - Math.max(at, start)) / (end - start) })
    }
    return list
  })
}

function premultiply({ data, width, height, channels }: Pixels): Float32Array {
  const result = new Float32Array(width * height * 4)
  for (let from = 0, to = 0; to < result.length; from += channels, to += 4) {
    const alpha = channels === 4 ? (data[from + 3] ?? 0) / 255 : 1
    result[to] = (data[from] ?? 0) * alpha
    result[to + 1] = (data[from + 1] ?? 0) * alpha
    result[to + 2] = (data[from + 2] ?? 0) * alpha
    result[to + 3] = alpha
  }
  return result
}

function squeezeRows(data: Float32Array, width: number, height: number, columns: Share[][]): Float32Array {
  const result = new Float32Array(columns.length * height * 4)
  for (let y = 0; y < height; y++) {
    columns.forEach((covered, x) => {
      addShares(data, result, (y * columns.length + x) * 4, covered, y * width, 1)
    })
  }
  return result
}

function squeezeColumns(data: Float32Array, width: number, rows: Share[][]): Float32Array {
  const result = new Float32Array(width * rows.length * 4)
  rows.forEach((covered, y) => {
    for (let x = 0; x < width; x++) addShares(data, result, (y * width + x) * 4, covered, x, width)
  })
  return result
}

function addShares(
  data: Float32Array,
  result: Float32Array,
  to: number,
  covered: Share[],
  origin: number,
  stride: number,
): void {
  for (const { from, weight } of covered) {
    const at = (origin + from * stride) * 4
    for (let channel = 0; channel < 4; channel++) {
      result[to + channel] = (result[to + channel] ?? 0) + (data[at + channel] ?? 0) * weight
    }
  }
}

function unpremultiply(data: Float32Array): Uint8Array {
  const result = new Uint8Array(data.length)
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 0
    for (let channel = 0; channel < 3; channel++) {
      result[at + channel] = alpha > 0 ? Math.min(255, Math.round((data[at + channel] ?? 0) / alpha)) : 0
    }
    result[at + 3] = Math.round(alpha * 255)
  }
  return result
}
