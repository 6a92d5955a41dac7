/** The colour that a picture has from afar. */
import type { Pixels } from './types.ts'

/** Average as `#rrggbb`; what is transparent counts by its alpha, and a picture of nothing is white, as a page shows it. */
export function averageColor({ data, channels }: Pixels): string {
  const sums = [0, 0, 0]
  let weight = 0
  for (let at = 0; at < data.length; at += channels) {
    const alpha = channels === 4 ? (data[at + 3] ?? 0) : 255
    weight += alpha
    for (let channel = 0; channel < 3; channel++)
      sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0) * alpha
  }
  if (weight === 0) return '#ffffff'
  return `#${sums
    .map((sum) =>
      Math.round(sum / weight)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
