/** A picture at half its size, each pixel the mean of four: the quickest way to most of a reduction. */
import type { Pixels } from './types.ts'

/** A last row or column that has no partner is left out. Colours count by their alpha, so that hidden ones do not shine through. */
export function halved(pixels: Pixels): Pixels {
  const { channels } = pixels
  const width = pixels.width >> 1
  const height = pixels.height >> 1
  const small: Pixels = { data: new Uint8Array(width * height * channels), width, height, channels }
  if (channels === 3) halveOpaque(pixels, small)
  else halveTranslucent(pixels, small)
  return small
}

function halveOpaque({ data, width }: Pixels, small: Pixels): void {
  for (let y = 0, to = 0; y < small.height; y++) {
    let above = 2 * y * width * 3
    let below = above + width * 3
    for (let x = 0; x < small.width; x++, to += 3, above += 6, below += 6) {
      small.data[to] = (sumOf(data, above, below, 3) + 2) >> 2
      small.data[to + 1] = (sumOf(data, above + 1, below + 1, 3) + 2) >> 2
      small.data[to + 2] = (sumOf(data, above + 2, below + 2, 3) + 2) >> 2
    }
  }
}

const allOpaque = 4 * 255

function halveTranslucent({ data, width }: Pixels, small: Pixels): void {
  for (let y = 0, to = 0; y < small.height; y++) {
    let above = 2 * y * width * 4
    let below = above + width * 4
    for (let x = 0; x < small.width; x++, to += 4, above += 8, below += 8) {
      const alpha = sumOf(data, above + 3, below + 3, 4)
      small.data[to + 3] = (alpha + 2) >> 2
      if (alpha === allOpaque) {
        small.data[to] = (sumOf(data, above, below, 4) + 2) >> 2
        small.data[to + 1] = (sumOf(data, above + 1, below + 1, 4) + 2) >> 2
        small.data[to + 2] = (sumOf(data, above + 2, below + 2, 4) + 2) >> 2
      } else if (alpha > 0) {
        small.data[to] = weighedSumOf(data, above, below, 0) / alpha + 0.5
        small.data[to + 1] = weighedSumOf(data, above, below, 1) / alpha + 0.5
        small.data[to + 2] = weighedSumOf(data, above, below, 2) / alpha + 0.5
      }
    }
  }
}

/** Of one channel of two pixels above and the two below them. */
function sumOf(data: Uint8Array, above: number, below: number, channels: number): number {
  const upper = (data[above] as number) + (data[above + channels] as number)
  return upper + (data[below] as number) + (data[below + channels] as number)
}

/** The same, each by its alpha. */
function weighedSumOf(data: Uint8Array, above: number, below: number, channel: number): number {
  const upper = weighed(data, above, channel) + weighed(data, above + 4, channel)
  return upper + weighed(data, below, channel) + weighed(data, below + 4, channel)
}

function weighed(data: Uint8Array, at: number, channel: number): number {
  return (data[at + channel] as number) * (data[at + 3] as number)
}
