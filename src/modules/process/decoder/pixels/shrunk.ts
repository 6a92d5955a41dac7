/** A picture brought down, quickly, to no more detail than is looked at. */
import { halved } from './halved.ts'
import type { Pixels } from './types.ts'

/** Halved while its shorter side has so many pixels or more. */
export function shrunk(pixels: Pixels, side: number): Pixels {
  let small = pixels
  while (Math.min(small.width, small.height) >= side) small = halved(small)
  return small
}
