/** Colours as the eye tells them apart: OKLab (Björn Ottosson, 2020) as the palette is made in, in whole thousandths, on which both databases agree. */

export interface Perceived {
  /** From 0, black, to 1000, white. */
  lightness: number
  /** How far from grey towards red, and towards yellow; negative towards green, and towards blue. */
  red: number
  yellow: number
}

/** Of `#rrggbb`. */
export function perceive(color: string): Perceived {
  const [r, g, b] = [1, 3, 5].map((at) => lightOf(Number.parseInt(color.slice(at, at + 2), 16) / 255)) as Light
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return {
    lightness: thousandths(seen(0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short)),
    red: thousandths(1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short),
    yellow: thousandths(0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short),
  }
}

type Light = [red: number, green: number, blue: number]

/** The light that a part of full brightness stands for in sRGB. */
function lightOf(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
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
