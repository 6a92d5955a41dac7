/** All that is made of the one small picture. */
import type { Thumbnail } from '#catalog'
import { type Looks, looksOf } from './pixels/looks.ts'
import type { Pixels } from './pixels/types.ts'
import { release } from './release.ts'
import { makeThumbnail } from './thumbnail.ts'

export interface Picture {
  looks: Looks
  thumbnail: Thumbnail | 'original'
}

/** The picture is spent then: its pixels are gone. `isOriginal`: the image is its own thumbnail. */
export async function pictureOf(pixels: Pixels, { isOriginal = false } = {}): Promise<Picture> {
  // Encoded by another thread, while this one looks.
  const encoding = isOriginal ? 'original' : makeThumbnail(pixels)
  const looks = looksOf(pixels)
  const thumbnail = await encoding
  release(pixels.data)
  return { looks, thumbnail }
}
