/** Names the family of a colour as a person would: by its lightness, chroma and hue in OKLCH, where equal steps look equal. */
import { toOklab } from '../colors/oklab.ts'
import { type ColorFamily, colorFamilies } from './vocabulary.ts'

/** Lightness from 0 to 1, chroma from 0 (grey) to about 0.32, hue in degrees. */
interface Lch {
  lightness: number
  chroma: number
  hue: number
}

/**
 * What each family is, in the order of `colorFamilies`: the first that fits has the colour. Neutrals go first, as what is dark
 * or pale has no hue to the eye; then brown (dark orange and yellow) and pink (light red and purple), then the circle of hues.
 */
const families: Record<ColorFamily, (color: Lch) => boolean> = {
  black: ({ lightness, chroma }) => lightness < 0.2 || (lightness < 0.28 && chroma < 0.03),
  white: ({ lightness, chroma }) => lightness >= 0.93 && chroma < 0.03,
  gray: ({ chroma }) => chroma < 0.03,
  brown: ({ lightness, chroma, hue }) =>
    isWithin(hue, 30, 100) && (lightness < 0.6 || (lightness < 0.8 && chroma < 0.09)),
  pink: ({ lightness, hue }) =>
    (lightness >= 0.6 && isWithin(hue, 320, 370)) || (lightness >= 0.72 && isWithin(hue, 370, 395)),
  red: ({ hue }) => isWithin(hue, 350, 400),
  orange: ({ hue }) => isWithin(hue, 40, 82),
  yellow: ({ hue }) => isWithin(hue, 82, 116),
  green: ({ hue }) => isWithin(hue, 116, 170),
  teal: ({ hue }) => isWithin(hue, 170, 218),
  blue: ({ hue }) => isWithin(hue, 218, 285),
  purple: () => true,
}

/** `color` is `#rrggbb`. */
export function colorFamily(color: string): ColorFamily {
  const lch = toLch(color)
  return colorFamilies.find((family) => families[family](lch)) as ColorFamily
}

/** From one angle up to another, which may lie beyond the full circle. */
function isWithin(hue: number, from: number, to: number): boolean {
  return (hue >= from && hue < to) || hue + 360 < to
}

function toLch(color: string): Lch {
  const { lightness, red, yellow } = toOklab(color)
  const hue = ((Math.atan2(yellow, red) * 180) / Math.PI + 360) % 360
  return { lightness, chroma: Math.hypot(red, yellow), hue }
}
