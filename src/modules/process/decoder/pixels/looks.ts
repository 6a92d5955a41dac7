/** Everything that is derived from the one small decoded picture. */
import type { Facts } from '#catalog'
import { averageColor } from './average-color.ts'
import { greyOnWhite } from './grey.ts'
import { phash, phashSide } from './phash.ts'
import { placeholder } from './placeholder.ts'
import { resample } from './resample.ts'
import type { Pixels } from './types.ts'

/** How an image looks, as far as the catalogue knows it. */
export type Looks = Pick<Facts, 'color' | 'thumbhash' | 'phash'>

/** The looks of what could not be decoded. */
export const noLooks: Looks = { color: null, thumbhash: null, phash: null }

/** Average colour, placeholder and perceptual hash of a picture. */
export function looksOf(pixels: Pixels): Looks {
  const square = resample(pixels, phashSide, phashSide)
  return { color: averageColor(square), thumbhash: placeholder(pixels), phash: phash(greyOnWhite(square)) }
}
