/** Everything that is derived from the one small decoded picture. */
import type { Facts } from '#catalog'
import { averageColor } from './average-color.ts'
import { greyOnWhite } from './grey.ts'
import { paletteOf } from './palette/palette.ts'
import { phash, phashSide } from './phash.ts'
import { placeholder } from './placeholder.ts'
import { resample } from './resample.ts'
import type { Pixels } from './types.ts'
import { within } from './within.ts'

/** Detail enough for all that follows: three pixels for each one of the hash. */
const maxSide = 3 * phashSide

/** How an image looks, as far as the catalogue knows it. */
export type Looks = Pick<Facts, 'color' | 'thumbhash' | 'phash' | 'palette'>

/** The looks of what could not be decoded. */
export const noLooks: Looks = { color: null, thumbhash: null, phash: null, palette: [] }

/** Average colour, placeholder, perceptual hash and palette of a picture. */
export function looksOf(pixels: Pixels): Looks {
  const small = within(pixels, maxSide)
  const square = resample(small, phashSide, phashSide)
  return {
    color: averageColor(square),
    thumbhash: placeholder(small),
    phash: phash(greyOnWhite(square)),
    palette: paletteOf(pixels),
  }
}
