/** From the pixels of a bitmap to what the catalogue keeps of it. */
import type { Format } from '#catalog'
import type { DecodedImage } from '../messages.ts'
import { pictureOf } from '../picture.ts'
import { noLooks } from '../pixels/looks.ts'
import { shrinkPixels } from '../small-picture.ts'

export interface BitmapFacts {
  format: Format
  width: number
  height: number
  alpha: boolean
}

const still = { animated: false, frames: 1, duration: null, metadata: null } as const

/** `data` are red, green, blue, alpha. */
export async function catalogued(
  facts: BitmapFacts,
  { data, damaged, side }: { data: Uint8Array; damaged: boolean; side: number | undefined },
): Promise<DecodedImage> {
  const pixels = await shrinkPixels(data, facts.width, facts.height, side)
  const { looks, thumbnail } = await pictureOf(pixels)
  return { verdict: 'decoded', facts: { ...facts, ...still, damaged, ...looks }, thumbnail }
}

/** What is known by its header only. */
export function cataloguedBare(facts: BitmapFacts): DecodedImage {
  return { verdict: 'decoded', facts: { ...facts, ...still, damaged: false, ...noLooks }, thumbnail: null }
}
