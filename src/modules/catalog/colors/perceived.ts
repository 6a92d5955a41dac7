/** Colours as the eye tells them apart: OKLab as the palette is made in, in whole thousandths, on which both databases agree. */
import { toOklab } from './oklab.ts'

export interface Perceived {
  /** From 0, black, to 1000, white. */
  lightness: number
  /** How far from grey towards red, and towards yellow; negative towards green, and towards blue. */
  red: number
  yellow: number
}

/** Of `#rrggbb`. */
export function perceive(color: string): Perceived {
  const { lightness, red, yellow } = toOklab(color)
  return { lightness: thousandths(seen(lightness)), red: thousandths(red), yellow: thousandths(yellow) }
}

/** OKLab alone says that #0a0a0a is further from black than a light grey is from white. */
function seen(lightness: number): number {
  const [bend, foot] = [0.206, 0.03]
  const scale = (1 + bend) / (1 + foot)
  const line = scale * lightness - bend
  return (line + Math.sqrt(line * line + 4 * foot * scale * lightness)) / 2
}

function thousandths(value: number): number {
  return Math.round(value * 1000) + 0 // never -0
}
