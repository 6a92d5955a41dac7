/** Colours as the eye tells them apart: OKLab (Björn Ottosson, 2020), with his correction of lightness near black. */

/** Writes three numbers from `to` on: lightness from 0 to 1, and how far from grey towards red and towards yellow. */
export type Perceive = (red: number, green: number, blue: number, result: Float64Array, to: number) => void

/** For red, green and blue from 0 to 255. A table spares the powers, which would take longer than all the rest. */
export function createPerceive(): Perceive {
  const light = Float64Array.from({ length: 256 }, (_, value) => lightOf(value / 255))

  return (red, green, blue, result, to) => {
    const r = light[Math.round(red)] as number
    const g = light[Math.round(green)] as number
    const b = light[Math.round(blue)] as number
    const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    result[to] = seen(0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short)
    result[to + 1] = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short
    result[to + 2] = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short
  }
}

/** The square of how far apart two colours are: 0.0004 is hardly seen, 1 lies between black and white. */
export function squaredDistance(some: Float64Array, at: number, others: Float64Array, to: number): number {
  const lightness = (some[at] as number) - (others[to] as number)
  const red = (some[at + 1] as number) - (others[to + 1] as number)
  const yellow = (some[at + 2] as number) - (others[to + 2] as number)
  return lightness * lightness + red * red + yellow * yellow
}

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
