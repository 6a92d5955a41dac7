/** The few colours that make up a picture, each with its share of it. */
import type { PaletteColor } from '#catalog'
import type { Pixels } from '../types.ts'
import { type Colors, countColors } from './count-colors.ts'
import { type Groups, groupColors } from './group-colors.ts'
import { squaredDistance } from './perceived.ts'

const maxColors = 5

/** Colours nearer to each other than this look like one when they are shown as swatches. */
const apart = 0.08

/** Less of a picture than this is its noise, or an edge between two colours. */
const minShare = 0.01

/** Up to five colours that differ visibly, the commonest first; what is transparent does not count, so there may be none. */
export function paletteOf(pixels: Pixels): PaletteColor[] {
  const colors = countColors(pixels)
  const all = colors.counts.reduce((sum, count) => sum + count, 0)
  const groups = groupColors(colors, maxColors, apart, all * minShare)
  return Array.from(groups.counts, (count, group) => ({ color: colorOf(colors, groups, group), share: count / all }))
    .sort((one, other) => other.share - one.share)
    .map(({ color, share }) => ({ color, share: Math.floor(share * 1000) / 1000 }))
}

/** The commonest colour of a group, with those that are hardly another: the average of all might not be in the picture. */
function colorOf({ length, counts, values, perceived }: Colors, { of }: Groups, group: number): string {
  const first = commonest(counts, of, group)
  const sums = [0, 0, 0]
  let weight = 0
  for (let at = 0; at < length; at++) {
    if (of[at] !== group || squaredDistance(perceived, at * 3, perceived, first * 3) > (apart / 2) ** 2) continue
    const count = counts[at] as number
    weight += count
    for (let part = 0; part < 3; part++) sums[part] = (sums[part] as number) + (values[at * 3 + part] as number) * count
  }
  return `#${sums.map((sum) => hex(sum / weight)).join('')}`
}

function commonest(counts: Float64Array, of: Uint8Array, group: number): number {
  let best = -1
  for (let at = 0; at < counts.length; at++) {
    if (of[at] === group && (best < 0 || (counts[at] as number) > (counts[best] as number))) best = at
  }
  return best
}

function hex(value: number): string {
  return Math.round(value).toString(16).padStart(2, '0')
}
