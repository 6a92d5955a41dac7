/** Scales a picture down until it fits, keeping its shape. */
import { resample } from './resample.ts'
import type { Pixels } from './types.ts'

/** The picture with no side longer than `maxSide` pixels; a smaller one keeps its size. */
export function within(pixels: Pixels, maxSide: number): Pixels {
  const scale = Math.min(1, maxSide / Math.max(pixels.width, pixels.height))
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return resample(pixels, side(pixels.width), side(pixels.height))
}
