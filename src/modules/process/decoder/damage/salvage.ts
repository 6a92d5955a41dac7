/** What can be shown of a damaged image: as much as browsers show, where the decoder can be brought to it. */
import type { Metadata } from 'sharp'
import type { DecodeRequest } from '../messages.ts'
import type { Pixels } from '../pixels/types.ts'
import { mendPng } from './mend-png.ts'
import { mendWebp } from './mend-webp.ts'

/** Decodes leniently, to the size of the thumbnail, whatever the size of what it is given. */
export type Shrink = (bytes: Buffer) => Promise<Pixels>

/** Where the decoder gives up at an error, it shows what stands before it of a file that is cut there. */
const shares = [1, 3 / 4, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32]

/**
 * Rejects where nothing can be shown. Known to differ from Chromium: of wrong data in a lossless or animated WebP it
 * shows the beginning.
 */
export async function salvage({ bytes, format }: DecodeRequest, header: Metadata, shrink: Shrink): Promise<Pixels> {
  if (format === 'png') return shrink(await mended(bytes))
  if (format === 'gif') return shrinkStart(bytes, shrink)
  if (format === 'jpeg') return refuseNothing(await shrinkStart(bytes, shrink), header)
  return shrink((format === 'webp' && mendWebp(bytes)) || bytes)
}

async function mended(bytes: Buffer): Promise<Buffer> {
  const readable = await mendPng(bytes)
  if (readable) return readable
  throw new Error('its data are corrupt or cut short before the first row of pixels')
}

async function shrinkStart(bytes: Buffer, shrink: Shrink): Promise<Pixels> {
  let failure: unknown
  for (const share of shares) {
    try {
      return await shrink(bytes.subarray(0, bytes.length * share))
    } catch (error) {
      failure ??= error
    }
  }
  throw failure
}

/** In the place of missing blocks libjpeg puts grey; browsers show nothing before the first row of blocks is whole. */
function refuseNothing(pixels: Pixels, { chromaSubsampling, height }: Metadata): Pixels {
  const blockHeight = chromaSubsampling === '4:2:0' ? 16 : 8
  const isGrey = (value: number) => value >= 127 && value <= 129
  const shown = pixels.data.reduce((count, value) => count + (isGrey(value) ? 0 : 1), 0)
  // Some values of a picture are that grey as well.
  if (shown >= pixels.data.length * Math.min(1, blockHeight / height) * 0.9) return pixels
  throw new Error('it is cut short before the first row of pixels')
}
