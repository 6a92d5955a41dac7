/** Names the family of a colour as a person would: by its lightness, chroma and hue in OKLCH, where equal steps look equal. */
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

/** https://bottosson.github.io/posts/oklab/ */
function toLch(color: string): Lch {
  const [r, g, b] = [1, 3, 5].map((at) => toLinear(Number.parseInt(color.slice(at, at + 2), 16) / 255)) as Triple
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const greenRed = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const blueYellow = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(greenRed, blueYellow),
    hue: ((Math.atan2(blueYellow, greenRed) * 180) / Math.PI + 360) % 360,
  }
}

type Triple = [number, number, number]

/** From sRGB to light. */
function toLinear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
