/** Scales pixels by averaging the area that each new pixel covers. */
import { type Shares, sharesOf } from './shares.ts'
import type { Pixels } from './types.ts'

/** The picture at another size, always with alpha. Colours count by their alpha, so that hidden ones do not shine through. */
export function resample(source: Pixels, width: number, height: number): Pixels {
  const narrow = averageColumns(source, sharesOf(source.width, width))
  return { data: averageRows(narrow, sharesOf(source.height, height), width, height), width, height, channels: 4 }
}

// Below are the inner loops of all that is made from a picture: plain arithmetic on typed arrays in one function for a
// whole picture, nothing called or allocated within, because this is what a decoder does beside libvips.

/** Each row at its new width: red, green and blue times alpha, and alpha from 0 to 255. */
function averageColumns(source: Pixels, shares: Shares): Float32Array {
  const result = new Float32Array(shares.count.length * source.height * 4)
  if (source.channels === 4) averageTranslucent(source, shares, result)
  else averageOpaque(source, shares, result)
  return result
}

function averageOpaque({ data, width, height }: Pixels, { first, count, weights, most }: Shares, result: Float32Array) {
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < count.length; x++, to += 4) {
      let at = (y * width + (first[x] as number)) * 3
      let red = 0
      let green = 0
      let blue = 0
      const end = x * most + (count[x] as number)
      for (let n = x * most; n < end; n++, at += 3) {
        const weight = weights[n] as number
        red += (data[at] as number) * weight
        green += (data[at + 1] as number) * weight
        blue += (data[at + 2] as number) * weight
      }
      result[to] = red
      result[to + 1] = green
      result[to + 2] = blue
      result[to + 3] = 255
    }
  }
}

function averageTranslucent(
  { data, width, height }: Pixels,
  { first, count, weights, most }: Shares,
  result: Float32Array,
) {
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < count.length; x++, to += 4) {
      let at = (y * width + (first[x] as number)) * 4
      let red = 0
      let green = 0
      let blue = 0
      let alpha = 0
      const end = x * most + (count[x] as number)
      for (let n = x * most; n < end; n++, at += 4) {
        const weight = ((weights[n] as number) * (data[at + 3] as number)) / 255
        red += (data[at] as number) * weight
        green += (data[at + 1] as number) * weight
        blue += (data[at + 2] as number) * weight
        alpha += weight * 255
      }
      result[to] = red
      result[to + 1] = green
      result[to + 2] = blue
      result[to + 3] = alpha
    }
  }
}

function averageRows(narrow: Float32Array, shares: Shares, width: number, height: number): Uint8Array {
  const result = new Uint8ClampedArray(width * height * 4)
  const row = new Float32Array(width * 4)
  for (let y = 0; y < height; y++) {
    row.fill(0)
    addRows(narrow, shares, y, row)
    for (let at = 0; at < row.length; at += 4) writePixel(row, at, result, y * width * 4 + at)
  }
  return new Uint8Array(result.buffer)
}

function addRows(narrow: Float32Array, shares: Shares, y: number, row: Float32Array): void {
  for (let n = 0; n < (shares.count[y] as number); n++) {
    const weight = shares.weights[y * shares.most + n] as number
    const from = ((shares.first[y] as number) + n) * row.length
    for (let at = 0; at < row.length; at++) row[at] = (row[at] as number) + (narrow[from + at] as number) * weight
  }
}

function writePixel(row: Float32Array, from: number, result: Uint8ClampedArray, to: number): void {
  const alpha = row[from + 3] as number
  const scale = alpha > 0 ? 255 / alpha : 0
  result[to] = (row[from] as number) * scale
  result[to + 1] = (row[from + 1] as number) * scale
  result[to + 2] = (row[from + 2] as number) * scale
  result[to + 3] = alpha
}
