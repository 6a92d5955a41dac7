/** What a server calls its answer, as far as it tells pages from images. */
import type { Refusal, ResponseHead } from '../../fetch/index.ts'

const pageTypes = ['text/html', 'application/xhtml+xml']

/** Whoever names no type is given the benefit of the doubt: what is no HTML has no pictures. */
export function acceptsHtml(head: ResponseHead): Refusal | undefined {
  const type = mediaTypeOf(head.contentType)
  if (type === '' || pageTypes.includes(type)) return undefined
  return { verdict: 'not-html', reason: `The server says ${type}, which is no page.` }
}

export function namesPage(contentType: string | null): boolean {
  return pageTypes.includes(mediaTypeOf(contentType))
}

export function namesType(contentType: string | null): boolean {
  return mediaTypeOf(contentType) !== ''
}

/** Not to be believed, but worth a look. */
export function isImageType(head: ResponseHead): boolean {
  return mediaTypeOf(head.contentType).startsWith('image/')
}

/** What is no media type says nothing (MIME Sniffing Standard). */
function mediaTypeOf(contentType: string | null): string {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';', 1)
  return type.includes('/') ? type.trim() : ''
}
