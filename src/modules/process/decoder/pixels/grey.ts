/** Brightness of pixels as a page shows them. */
import type { Pixels } from './types.ts'

/** One luma (ITU-R BT.601, 0 to 255) for each pixel, laid upon white. */
export function greyOnWhite({ data, channels }: Pixels): Float64Array {
  const grey = new Float64Array(data.length / channels)
  for (let from = 0, to = 0; to < grey.length; from += channels, to++) {
    const luma = 0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0)
    const alpha = channels === 4 ? (data[from + 3] ?? 0) / 255 : 1
    grey[to] = luma * alpha + 255 * (1 - alpha)
  }
  return grey
}
