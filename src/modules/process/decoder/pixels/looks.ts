/** Everything that is derived from the one small decoded picture. */
import type { Facts } from '#catalog'
import { averageColor } from './average-color.ts'
import { greyOnWhite } from './grey.ts'
import { paletteOf } from './palette/palette.ts'
import { phash, phashSide } from './phash.ts'
import { placeholder } from './placeholder.ts'
import { resample } from './resample.ts'
import { shrunk } from './shrunk.ts'
import type { Pixels } from './types.ts'

/** At half of this there is detail enough for what is made of it: half as much again as the hash has pixels. */
const spareSide = 3 * phashSide

/** How an image looks, as far as the catalogue knows it. */
export type Looks = Pick<Facts, 'color' | 'thumbhash' | 'phash' | 'palette'>

/** The looks of what could not be decoded. */
export const noLooks: Looks = { color: null, thumbhash: null, phash: null, palette: [] }

/** Average colour, placeholder, perceptual hash and palette of a picture. */
export function looksOf(pixels: Pixels): Looks {
  const small = shrunk(pixels, spareSide)
  const square = resample(small, phashSide, phashSide)
  return {
    color: averageColor(square),
    thumbhash: placeholder(small),
    phash: phash(greyOnWhite(square)),
    palette: paletteOf(pixels),
  }
}
