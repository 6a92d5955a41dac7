/** Counts the colours of a picture, alike ones together. */
import type { Pixels } from '../types.ts'
import { createPerceive } from './perceived.ts'

/** Colours that begin with the same four bits of red, green and blue are one here: their average. */
export interface Colors {
  length: number
  /** Pixels of each; translucent ones count by their alpha. */
  counts: Float64Array
  /** Red, green and blue of each, 0 to 255, one colour after the other. */
  values: Float64Array
  /** The same as the eye sees them. */
  perceived: Float64Array
}

/** Enough for shares to a hundredth. */
const maxSamples = 4096

const kinds = 16 ** 3

const perceive = createPerceive()

/** Of each kind: red, green and blue times alpha, and alpha. One for all pictures, as each is done with it before the next. */
const sums = new Float64Array(kinds * 4)

/** Every colour that can be seen, of up to 4096 pixels that lie evenly over the picture. */
export function countColors(pixels: Pixels): Colors {
  sumKinds(pixels)
  const colors = roomForKinds()
  for (let kind = 0, at = 0; kind < kinds; kind++) {
    const weight = sums[kind * 4 + 3] as number
    if (weight === 0) continue
    colors.counts[at / 3] = weight / 255
    const red = (sums[kind * 4] as number) / weight
    const green = (sums[kind * 4 + 1] as number) / weight
    const blue = (sums[kind * 4 + 2] as number) / weight
    colors.values[at] = red
    colors.values[at + 1] = green
    colors.values[at + 2] = blue
    perceive(red, green, blue, colors.perceived, at)
    at += 3
  }
  return colors
}

function sumKinds({ data, width, channels }: Pixels): void {
  sums.fill(0)
  const step = stepFor(data.length / channels, width) * channels
  for (let from = 0; from < data.length; from += step) {
    const red = data[from] as number
    const green = data[from + 1] as number
    const blue = data[from + 2] as number
    const alpha = channels === 4 ? (data[from + 3] as number) : 255
    const to = (((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4)) * 4
    sums[to] = (sums[to] as number) + red * alpha
    sums[to + 1] = (sums[to + 1] as number) + green * alpha
    sums[to + 2] = (sums[to + 2] as number) + blue * alpha
    sums[to + 3] = (sums[to + 3] as number) + alpha
  }
}

/** A step that shares no divisor with the width visits every column in turn, so that no stripes are passed over. */
function stepFor(count: number, width: number): number {
  let step = Math.ceil(count / maxSamples)
  while (greatestDivisor(step, width) > 1) step++
  return step
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other)
}

function roomForKinds(): Colors {
  let length = 0
  for (let at = 3; at < sums.length; at += 4) if ((sums[at] as number) > 0) length++
  return {
    length,
    counts: new Float64Array(length),
    values: new Float64Array(length * 3),
    perceived: new Float64Array(length * 3),
  }
}
