/** Images that sharp decodes: header first, then one decode to a small picture, from which the rest is made. */
import sharp, { type Metadata } from 'sharp'
import { pngFrames } from './apng.ts'
import { broken } from './broken.ts'
import { shownSize } from './exif-turn.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { looksOf } from './pixels/looks.ts'
import { refuseSize } from './refuse.ts'
import { decodeSmall } from './small-picture.ts'
import { makeThumbnail } from './thumbnail.ts'

export async function decodeRaster(request: DecodeRequest): Promise<Decoded> {
  const { bytes, format } = request
  try {
    const header = await sharp(bytes, { limitInputPixels: false, failOn: 'none', autoOrient: true }).metadata()
    const { width, height } = shownSize(header, format)
    return refuseSize(width, height, request) ?? (await decodePixels(request, header))
  } catch (error) {
    return broken(format, error)
  }
}

async function decodePixels(request: DecodeRequest, header: Metadata): Promise<Decoded> {
  const { bytes, format } = request
  const { pixels, damaged } = await decodeSmall(request, header)
  const frames = format === 'png' ? pngFrames(bytes) : (header.pages ?? 1)
  const size = shownSize(header, format)
  const alpha = header.hasAlpha || pixels.channels === 4
  const facts = { format, ...size, frames, animated: isAnimated(format, frames), alpha, damaged }
  return { verdict: 'decoded', facts: { ...facts, ...looksOf(pixels) }, thumbnail: await makeThumbnail(pixels) }
}

/** The pages of a TIFF are no film. */
function isAnimated(format: DecodeRequest['format'], frames: number): boolean {
  return format !== 'tiff' && frames > 1
}
