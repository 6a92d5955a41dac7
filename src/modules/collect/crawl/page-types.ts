/** What a server calls its answer, as far as it tells pages from images. */
import type { Refusal, ResponseHead } from '../fetch/index.ts'
import { type Document, isXhtml } from '../find/index.ts'

const pageTypes = ['text/html', 'application/xhtml+xml']
/** A page among other things: its root element tells. */
const xmlTypes = ['application/xml', 'text/xml']
/** What servers say that do not know (MIME Sniffing Standard, section 7). */
const unknownTypes = ['*/*', 'application/unknown', 'unknown/unknown']

/** Whoever names no type is given the benefit of the doubt: what is no HTML has no pictures. */
export function acceptsHtml(head: ResponseHead): Refusal | undefined {
  const type = mediaTypeOf(head.contentType)
  const mayBePage = type === '' || pageTypes.includes(type) || xmlTypes.includes(type)
  return mayBePage ? undefined : noPage(type)
}

/** Of a document whose type says no more than that it is XML. */
export function refuseOtherXml(document: Document): Refusal | undefined {
  const type = mediaTypeOf(document.contentType)
  return xmlTypes.includes(type) && !isXhtml(document) ? noPage(type) : undefined
}

function noPage(type: string): Refusal {
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
  return type.includes('/') && !unknownTypes.includes(type.trim()) ? type.trim() : ''
}
