/** Images that sharp decodes: header first, then one decode to a small picture, from which the rest is made. */
import sharp, { type Metadata } from 'sharp'
import type { Facts } from '#catalog'
import { readAnimation } from './apng.ts'
import { showFirstFrame } from './apng-first-frame.ts'
import { asStill, isSequence, readSequence } from './avif-sequence.ts'
import { broken } from './broken.ts'
import { durationOf } from './duration.ts'
import { shownSize } from './exif-turn.ts'
import { readHeaderOnly } from './header-only.ts'
import { decodedBytes, Heaviness, refuseHeavy } from './heaviness.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { readMetadata } from './metadata/read-metadata.ts'
import { isOwnThumbnail } from './own-thumbnail.ts'
import { pictureOf } from './picture.ts'
import { noLooks } from './pixels/looks.ts'
import { refuseSize } from './refuse.ts'
import { decodeSmall, type SmallPicture } from './small-picture.ts'
import { isUndecodable, isUnread } from './undecodable.ts'

export async function decodeRaster(request: DecodeRequest): Promise<Decoded> {
  const { format } = request
  const bytes = readable(request)
  try {
    const header = await sharp(bytes, { limitInputPixels: false, failOn: 'none', autoOrient: true }).metadata()
    const { width, height } = shownSize(header, format)
    const refusal = refuseSize(width, height, request)
    if (refusal) return refusal
    refuseHeavy(decodedBytes(header), request)
    return await decodePixels({ ...request, bytes }, header, motionOf(request, header))
  } catch (error) {
    if (error instanceof Heaviness) throw error
    if (isUnread(format, error)) return readHeaderOnly(request, format)
    return broken(format, error)
  }
}

/** Of an animation that libvips would take for something else, its first frame alone. */
function readable({ bytes, format }: DecodeRequest): Buffer {
  if (format === 'png') return showFirstFrame(bytes)
  return format === 'avif' && isSequence(bytes) ? asStill(bytes) : bytes
}

type Motion = Pick<Facts, 'frames' | 'animated' | 'duration'>

async function decodePixels(request: DecodeRequest, header: Metadata, motion: Motion): Promise<Decoded> {
  const { bytes, format } = request
  const small = await decodeOrLeave(request, header)
  const alpha = header.hasAlpha || small?.pixels.channels === 4
  const facts = { format, ...shownSize(header, format), ...motion, alpha, damaged: small?.damaged ?? false }
  const metadata = await readMetadata(header, bytes)
  if (!small) return { verdict: 'decoded', facts: { ...facts, ...noLooks, metadata }, thumbnail: null }
  const { looks, thumbnail } = await pictureOf(small.pixels, { isOriginal: isOwnThumbnail(request, facts) })
  return { verdict: 'decoded', facts: { ...facts, ...looks, metadata }, thumbnail }
}

/** Undefined for what nothing here decodes. */
async function decodeOrLeave(request: DecodeRequest, header: Metadata): Promise<SmallPicture | undefined> {
  try {
    return await decodeSmall(request, header)
  } catch (error) {
    if (isUndecodable(request.format, error)) return undefined
    throw error
  }
}

/** The pages of a TIFF are no film. */
function motionOf(request: DecodeRequest, header: Metadata): Motion {
  const { frames, duration } = filmOf(request, header)
  const animated = request.format !== 'tiff' && frames > 1
  return { frames, animated, duration: animated ? duration : null }
}

function filmOf({ bytes, format }: DecodeRequest, { pages = 1, delay = [] }: Metadata) {
  if (format === 'avif' && isSequence(bytes)) return readSequence(bytes)
  const { frames, delays } = format === 'png' ? readAnimation(bytes) : { frames: pages, delays: delay }
  return { frames, duration: durationOf(delays) }
}
