/** The `gAMA` chunk of a PNG (third edition, section 11.3.2.2), of which libvips reads nothing. */
import { chunks } from '../apng.ts'
import type { Pixels } from './types.ts'

/** What pictures without the chunk are made for. */
const usualGamma = 1 / 2.2
/** As libpng has it, by which browsers go: less of a difference is none. */
const leastDifference = 0.05

/** What says more exactly how colours look, and so goes first. */
const stronger = ['sRGB', 'iCCP', 'cICP']

/** Changes the pixels themselves, where the file says that they are brighter or darker than usual. */
export function applyGamma(pixels: Pixels, png: Buffer): Pixels {
  const exponent = usualGamma / gammaOf(png)
  if (Math.abs(1 / exponent - 1) < leastDifference) return pixels
  const table = Uint8Array.from({ length: 256 }, (_, value) => Math.round((value / 255) ** exponent * 255))
  const { data, channels } = pixels
  for (let at = 0; at < data.length; at++) {
    if (channels === 3 || at % 4 !== 3) data[at] = table[data[at] as number] as number
  }
  return pixels
}

function gammaOf(png: Buffer): number {
  let gamma = 0
  for (const { type, data } of chunks(png)) {
    if (stronger.includes(type)) return usualGamma
    if (type === 'IDAT') break
    if (type === 'gAMA' && data.length === 4) gamma = data.readUInt32BE(0) / 100_000
  }
  return gamma || usualGamma
}
