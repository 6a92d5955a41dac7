/** Images that sharp decodes: header first, then one decode to a small picture, from which the rest is made. */
import sharp, { type Metadata } from 'sharp'
import { type Animation, readAnimation } from './apng.ts'
import { broken } from './broken.ts'
import { durationOf } from './duration.ts'
import { shownSize } from './exif-turn.ts'
import { decodedBytes, Heaviness, refuseHeavy } from './heaviness.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { readMetadata } from './metadata/read-metadata.ts'
import { isOwnThumbnail } from './own-thumbnail.ts'
import { pictureOf } from './picture.ts'
import { refuseSize } from './refuse.ts'
import { decodeSmall } from './small-picture.ts'

export async function decodeRaster(request: DecodeRequest): Promise<Decoded> {
  const { bytes, format } = request
  try {
    const header = await sharp(bytes, { limitInputPixels: false, failOn: 'none', autoOrient: true }).metadata()
    const { width, height } = shownSize(header, format)
    const refusal = refuseSize(width, height, request)
    if (refusal) return refusal
    refuseHeavy(decodedBytes(header), request)
    return await decodePixels(request, header)
  } catch (error) {
    if (error instanceof Heaviness) throw error
    return broken(format, error)
  }
}

async function decodePixels(request: DecodeRequest, header: Metadata): Promise<Decoded> {
  const { bytes, format } = request
  const { pixels, damaged } = await decodeSmall(request, header)
  const alpha = header.hasAlpha || pixels.channels === 4
  const facts = { format, ...shownSize(header, format), ...motionOf(bytes, format, header), alpha, damaged }
  const metadata = await readMetadata(header, bytes)
  const { looks, thumbnail } = await pictureOf(pixels, { isOriginal: isOwnThumbnail(request, facts) })
  return { verdict: 'decoded', facts: { ...facts, ...looks, metadata }, thumbnail }
}

/** The pages of a TIFF are no film. */
function motionOf(bytes: Buffer, format: DecodeRequest['format'], header: Metadata) {
  const { frames, delays } = animationOf(bytes, format, header)
  const animated = format !== 'tiff' && frames > 1
  return { frames, animated, duration: animated ? durationOf(delays) : null }
}

function animationOf(bytes: Buffer, format: DecodeRequest['format'], { pages = 1, delay = [] }: Metadata): Animation {
  return format === 'png' ? readAnimation(bytes) : { frames: pages, delays: delay }
}
