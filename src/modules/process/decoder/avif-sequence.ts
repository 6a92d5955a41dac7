/** Animated AVIF (AVIF 1.1, section 6): libvips knows the still picture in it only, and that by its brand. */
import { playedDelay } from './duration.ts'
import { boxesOf, findBox } from './headers/boxes.ts'

export interface Sequence {
  frames: number
  /** Milliseconds of one round, as browsers play it; null where the file does not say. */
  duration: number | null
}

/** Where the first box names the brand by which a file wants to be read; the others follow. */
const brandAt = 8
/** Where one of them is named, libheif reads tracks. */
const sequenceBrands = ['avis', 'msf1']

const nothing = Buffer.alloc(0)

/** By the major brand, as browsers tell it: with another one they show the still picture of the same file. */
export function isSequence(bytes: Buffer): boolean {
  return bytes.toString('latin1', brandAt, brandAt + 4) === 'avis'
}

/** The same file, said to be a still picture, its tracks to be free space: libheif reads nothing where those are broken. */
export function asStill(sequence: Buffer): Buffer {
  const still = Buffer.from(sequence)
  const brandsEnd = Math.min(still.readUInt32BE(0), still.length - 3)
  for (let at = brandAt; at < brandsEnd; at += 4) {
    if (sequenceBrands.includes(still.toString('latin1', at, at + 4))) still.write('avif', at, 'latin1')
  }
  for (const { type, data } of boxesOf(still)) {
    if (type === 'moov') still.write('free', data.byteOffset - still.byteOffset - 4, 'latin1')
  }
  return still
}

/** Frames of its first track of pictures, by the table of their times (ISO/IEC 14496-12, section 8.6.1.2). */
export function readSequence(bytes: Buffer): Sequence {
  const media = mediaOf(bytes)
  const scale = timescaleOf(findBox(media, 'mdhd') ?? nothing)
  const times = findBox(inside(media, 'minf', 'stbl'), 'stts') ?? nothing
  let frames = 0
  let duration = 0
  for (let at = 8; at + 8 <= times.length; at += 8) {
    // A frame takes a byte at least: who says that there are more is not believed.
    const count = Math.min(times.readUInt32BE(at), bytes.length - frames)
    frames += count
    duration += count * playedDelay((times.readUInt32BE(at + 4) * 1000) / scale)
  }
  const whole = Math.min(Math.round(duration), Number.MAX_SAFE_INTEGER)
  return { frames: Math.max(1, frames), duration: scale > 0 && frames > 0 ? whole : null }
}

function mediaOf(bytes: Buffer): Buffer {
  for (const { type, data } of boxesOf(findBox(bytes, 'moov') ?? nothing)) {
    const media = type === 'trak' ? findBox(data, 'mdia') : undefined
    if (media && findBox(media, 'hdlr')?.toString('latin1', 8, 12) === 'pict') return media
  }
  return nothing
}

function inside(box: Buffer, ...types: string[]): Buffer {
  return types.reduce((outer, type) => findBox(outer, type) ?? nothing, box)
}

/** Units to the second; version 1 has wide times before it. */
function timescaleOf(header: Buffer): number {
  const at = header[0] === 1 ? 20 : 12
  return header.length >= at + 4 ? header.readUInt32BE(at) : 0
}
