/** The picture that is shown large: decoded anew, because the catalogue keeps only the original and a small one. */
import { broken } from './broken.ts'
import { decode } from './decode.ts'
import type { Previewed, PreviewRequest } from './messages.ts'

/** Longest side of a preview in pixels. */
export const previewSide = 1600

/** Made like the thumbnail, at another size: what is shown small is shown large as well. */
export async function decodePreview({ task: _, ...request }: PreviewRequest): Promise<Previewed> {
  const decoded = await decode({ ...request, minWidth: 1, minHeight: 1, side: previewSide })
  if (decoded.verdict !== 'decoded') return { verdict: 'broken', reason: decoded.reason }
  if (!decoded.thumbnail || decoded.thumbnail === 'original') return broken(request.format, 'nothing here decodes it')
  return { verdict: 'previewed', preview: decoded.thumbnail }
}
