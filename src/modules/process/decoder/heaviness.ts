/** What an image takes to decode, judged by its header: of those that take much, one is decoded at a time. */
import type { Metadata } from 'sharp'
import type { DecodeRequest } from './messages.ts'

const MiB = 1024 ** 2

/** More than this is heavy. */
const lightBytes = 96 * MiB

/** The image is heavy, and it was not said that it may be. */
export class Heaviness extends Error {
  override readonly name = 'Heaviness'
}

/** Throws a Heaviness where so many bytes are too many to be held beside others. */
export function refuseHeavy(bytes: number, { mayBeHeavy }: Pick<DecodeRequest, 'mayBeHeavy'>): void {
  if (!mayBeHeavy && bytes > lightBytes) throw new Heaviness('it takes much memory to decode')
}

/** Bytes that libvips holds at once: a row or two where the file holds them in their order, else the whole of it. */
export function decodedBytes({ format, width, height, depth, isProgressive }: Metadata): number {
  const pixels = width * height
  // Of a progressive JPEG every coefficient is held: two bytes for each of three components.
  if (format === 'jpeg') return isProgressive ? 6 * pixels : 0
  if (format === 'png' && !isProgressive) return 0
  return (depth === 'uchar' ? 4 : 8) * pixels
}
