/** The picture that is shown large: decoded anew, because the catalogue keeps only the original and a small one. */
import { hash } from 'node:crypto'
import sharp from 'sharp'
import { broken } from './broken.ts'
import type { Previewed, PreviewRequest } from './messages.ts'

/** Longest side of a preview in pixels. */
export const previewSide = 1600

/** As lenient as browsers are: whether an image is damaged the catalogue knows already. */
export async function decodePreview({ bytes, format, maxPixels }: PreviewRequest): Promise<Previewed> {
  try {
    // A vector is drawn at this size, however large or small it calls itself; pixels that are not there would be made up.
    const made = await (format === 'svg' ? fit(bytes, false, false) : fit(bytes, maxPixels, true))
    return { verdict: 'previewed', preview: { digest: hash('sha256', made, 'hex'), bytes: made } }
  } catch (error) {
    return broken(format, error)
  }
}

/** Upright, the first frame only, in the colours of every screen; effort 2 as for thumbnails. */
function fit(bytes: Buffer, limitInputPixels: number | false, withoutEnlargement: boolean): Promise<Buffer> {
  return sharp(bytes, { limitInputPixels, failOn: 'none', autoOrient: true })
    .resize(previewSide, previewSide, { fit: 'inside', withoutEnlargement })
    .toColourspace('srgb')
    .webp({ quality: 80, effort: 2 })
    .toBuffer()
}
