/** The picture that the gallery's wall shows. */
import { hash } from 'node:crypto'
import sharp from 'sharp'
import type { Thumbnail } from '#catalog'
import type { Pixels } from './pixels/types.ts'

/** WebP; effort 2 costs half the time of the usual 4 for 4.5 % more bytes. */
export async function makeThumbnail({ data, width, height, channels }: Pixels): Promise<Thumbnail> {
  const bytes = await sharp(data, { raw: { width, height, channels } }).webp({ quality: 80, effort: 2 }).toBuffer()
  return { digest: hash('sha256', bytes, 'hex'), bytes }
}
