/** What is refused by its size, known from the header, before anything is decoded. */
import type { Decoded, DecodeRequest } from './messages.ts'

type Limits = Pick<DecodeRequest, 'maxPixels' | 'minWidth' | 'minHeight'>

/** A refusal, or undefined where the size is right. */
export function refuseSize(width: number, height: number, limits: Limits): Decoded | undefined {
  return refuseSmall(width, height, limits) ?? refuseLarge(width, height, limits)
}

/** Only the lower limits: a vector has no pixels to be too many. */
export function refuseSmall(width: number, height: number, { minWidth, minHeight }: Limits): Decoded | undefined {
  if (width >= minWidth && height >= minHeight) return undefined
  const reason = `The image is ${width} x ${height} pixels; at least ${minWidth} x ${minHeight} are asked for.`
  return { verdict: 'too-small', reason }
}

// Protects memory and time from a small file that unfolds to a huge picture; a header that lies is caught by the decoder.
function refuseLarge(width: number, height: number, { maxPixels }: Limits): Decoded | undefined {
  if (width * height <= maxPixels) return undefined
  const reason = `The image is ${width} x ${height} pixels, ${millions(width * height)}; at most ${millions(maxPixels)} are accepted.`
  return { verdict: 'too-large', reason }
}

function millions(pixels: number): string {
  return pixels < 1e6
    ? `${pixels} pixels`
    : `${(pixels / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} million`
}
