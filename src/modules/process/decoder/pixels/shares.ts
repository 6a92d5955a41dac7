/** Which old pixels a new one covers when a line of them is made longer or shorter. */

/** For the new pixel `i`: `count[i]` old ones from `first[i]` on, weighing `weights[i * most + n]`, together 1. */
export interface Shares {
  first: Uint32Array
  count: Uint32Array
  weights: Float32Array
  most: number
}

export function sharesOf(from: number, to: number): Shares {
  const step = from / to
  const most = Math.ceil(step) + 1
  const shares = { first: new Uint32Array(to), count: new Uint32Array(to), weights: new Float32Array(to * most), most }
  for (let index = 0; index < to; index++) fill(shares, index, index * step, Math.min((index + 1) * step, from))
  return shares
}

function fill({ first, count, weights, most }: Shares, index: number, start: number, end: number): void {
  const from = Math.floor(start)
  first[index] = from
  for (let at = from; at < end; at++) {
    const covered = Math.min(at + 1, end) - Math.max(at, start)
    weights[index * most + (at - from)] = covered / (end - start)
    count[index] = at - from + 1
  }
}
