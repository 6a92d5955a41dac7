/** OKLab (Björn Ottosson, 2020: https://bottosson.github.io/posts/oklab/), in which equal steps look equal. */

export interface Oklab {
  /** From 0 to 1. */
  lightness: number
  /** How far from grey towards red, and towards yellow; negative towards green, and towards blue. */
  red: number
  yellow: number
}

/** Of `#rrggbb`. The decoders have it for themselves, by a table: a child process loads no room but its own. */
export function toOklab(color: string): Oklab {
  const [r, g, b] = [1, 3, 5].map((at) => lightOf(Number.parseInt(color.slice(at, at + 2), 16) / 255)) as Light
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return {
    lightness: 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    red: 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    yellow: 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  }
}

type Light = [red: number, green: number, blue: number]

/** The light that a part of full brightness stands for in sRGB. */
function lightOf(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
