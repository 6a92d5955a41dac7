/** The thumbnail that was made of an image. */
import type { Thumbnail } from '#catalog'
import type { DecodedImage } from '../../src/modules/process/decoder/messages.ts'

/** Throws where none was made, because the image cannot be decoded or is its own. */
export function madeThumbnail({ thumbnail }: Pick<DecodedImage, 'thumbnail'>): Thumbnail {
  if (thumbnail === null || thumbnail === 'original') throw new Error(`no thumbnail was made: ${thumbnail}`)
  return thumbnail
}
