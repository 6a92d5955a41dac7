/** Puts colours into a few groups, each around a colour that is clearly another than those of the rest. */
import type { Colors } from './count-colors.ts'
import { squaredDistance } from './perceived.ts'

/** Which group each colour belongs to, and pixels and perceived middle of each group. */
export interface Groups {
  of: Uint8Array
  counts: Float64Array
  middles: Float64Array
}

/** How often the groups are drawn anew around their own middles. */
const rounds = 3

/** At most `most` groups; none has its middle nearer than `apart` to another's, or less than `least` pixels. */
export function groupColors(colors: Colors, most: number, apart: number, least: number): Groups {
  let groups = gather(colors, startingPoints(colors, most, apart))
  for (let round = 0; round < rounds; round++) groups = gather(colors, groups.middles)
  for (let fewer = withoutOne(groups, apart, least); fewer; fewer = withoutOne(groups, apart, least))
    groups = gather(colors, fewer)
  return groups
}

/** The commonest colour, then each time the one that is most common and most unlike those that are chosen. */
function startingPoints({ length, counts, perceived }: Colors, most: number, apart: number): Float64Array {
  const away = new Float64Array(length).fill(1)
  const chosen: number[] = []
  for (let next = heaviest(counts, away); chosen.length < most * 3 && next >= 0; next = heaviest(counts, away)) {
    chosen.push(...perceived.subarray(next * 3, next * 3 + 3))
    for (let at = 0; at < length; at++) {
      const distance = Math.min(away[at] as number, squaredDistance(perceived, at * 3, perceived, next * 3))
      away[at] = distance < apart * apart ? 0 : distance
    }
  }
  return Float64Array.from(chosen)
}

function heaviest(counts: Float64Array, away: Float64Array): number {
  let best = -1
  let most = 0
  for (let at = 0; at < counts.length; at++) {
    const weight = (counts[at] as number) * (away[at] as number)
    if (weight <= most) continue
    most = weight
    best = at
  }
  return best
}

/** Every colour goes to the middle that is nearest to it. */
function gather({ length, counts, perceived }: Colors, middles: Float64Array): Groups {
  const groups = { of: new Uint8Array(length), counts: new Float64Array(middles.length / 3), middles: middles.slice() }
  const sums = new Float64Array(middles.length)
  for (let at = 0; at < length; at++) {
    const group = nearest(perceived, at * 3, middles)
    const count = counts[at] as number
    groups.of[at] = group
    groups.counts[group] = (groups.counts[group] as number) + count
    for (let part = 0; part < 3; part++)
      sums[group * 3 + part] = (sums[group * 3 + part] as number) + (perceived[at * 3 + part] as number) * count
  }
  sums.forEach((sum, at) => {
    const count = groups.counts[Math.floor(at / 3)] as number
    if (count > 0) groups.middles[at] = sum / count
  })
  return groups
}

function nearest(perceived: Float64Array, at: number, middles: Float64Array): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let middle = 0; middle < middles.length; middle += 3) {
    const distance = squaredDistance(perceived, at, middles, middle)
    if (distance >= least) continue
    least = distance
    best = middle / 3
  }
  return best
}

/** The middles but for one group that is too small, or too near to a larger one; undefined where all may stay. */
function withoutOne({ counts, middles }: Groups, apart: number, least: number): Float64Array | undefined {
  const bySize = [...counts.keys()].sort((one, other) => (counts[one] as number) - (counts[other] as number))
  const needless = bySize.find(
    (group, rank) =>
      (counts[group] as number) < least ||
      bySize.slice(rank + 1).some((other) => squaredDistance(middles, group * 3, middles, other * 3) < apart * apart),
  )
  return needless === undefined ? undefined : middles.filter((_, at) => Math.floor(at / 3) !== needless)
}
