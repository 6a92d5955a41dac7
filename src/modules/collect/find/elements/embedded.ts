/** `object`, `embed`, `frame`, `input` and `video`. */
import { isImageFile, lastSegment } from '../address/image-file.ts'
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import { saysImage } from '../picture/data-names.ts'
import { mayBeAddress } from '../picture/data-values.ts'
import { addFallback } from '../picture/fallback.ts'
import type { Place } from '../place.ts'
import type { Picture } from '../types.ts'
import { takeLink } from './anchor.ts'

export function visitEmbed({ attributes }: Element, place: Place, findings: Findings): void {
  const { src = '', type, alt = null } = attributes
  addDrawing(src, type, findings)
  if (isPage(src, type, findings) || saysNothing(src, type, findings)) findings.addFrame(src)
  if (isImageData(src, type, findings) || saysNothing(src, type, findings))
    addEmbedded({ element: 'embed', alt }, src, place, findings)
}

/** The images inside an object that is one are what older browsers show in its stead: the same picture. */
export function visitObject({ attributes }: Element, place: Place, findings: Findings): Place {
  const { data = '', type } = attributes
  addDrawing(data, type, findings)
  if (isPage(data, type, findings) || saysNothing(data, type, findings)) findings.addFrame(data)
  if (!isImageData(data, type, findings) && !saysNothing(data, type, findings)) return place
  const picture = addEmbedded({ element: 'object', alt: null }, data, place, findings)
  return picture ? { ...place, group: { picture } } : place
}

function addEmbedded(
  described: Omit<Picture, 'candidates'>,
  untrusted: string,
  place: Place,
  findings: Findings,
): Picture | undefined {
  if (place.group) addFallback(place.group.picture, [untrusted], findings)
  const picture = place.group ? undefined : findings.addPicture(described, [untrusted])
  if (picture) takeLink(picture, place, findings)
  return picture
}

/** A frame shows a page, or an image file as `embed` does; a lazy one is told by a script what to show. */
export function visitFrame({ attributes }: Element, findings: Findings): void {
  const { src = '', 'data-src': lazy = '' } = attributes
  const address = findings.resolve(src) ? src : lazy
  addDrawing(address, undefined, findings)
  if (isImageData(src, undefined, findings)) findings.addPicture({ element: 'embed', alt: null }, [src])
  else if (!isImageFile(address)) findings.addFrame(address)
}

export function visitInput({ attributes }: Element, findings: Findings): void {
  if ((attributes.type ?? '').trim().toLowerCase() !== 'image') return
  findings.addPicture({ element: 'input', alt: attributes.alt ?? null }, [attributes.src ?? ''])
}

export function visitVideo({ attributes }: Element, findings: Findings): void {
  const lazy = Object.keys(attributes).filter((name) => saysImage(name) && name.includes('poster'))
  const posters = lazy.map((name) => attributes[name] ?? '').filter(mayBeAddress)
  findings.addPicture({ element: 'video', alt: null }, [attributes.poster ?? '', ...posters])
}

/** Unlike in `img`, a drawing in a frame shows the files that it refers to: it is read as a sheet is. */
function addDrawing(untrusted: string, type: string | undefined, findings: Findings): void {
  const url = findings.resolve(untrusted)
  const isDrawing = type ? /^\s*image\/svg\+xml\b/i.test(type) : /\.svgz?$/i.test(lastSegment(url ?? ''))
  if (isDrawing && !/^data:/i.test(url ?? '')) findings.addSheet(url)
}

function isPage(untrusted: string, type: string | undefined, findings: Findings): boolean {
  if (type) return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(type)
  return /\.x?html?$/i.test(lastSegment(findings.resolve(untrusted) ?? ''))
}

function isImageData(untrusted: string, type: string | undefined, findings: Findings): boolean {
  if (type) return /^\s*image\//i.test(type)
  if (/^\s*data:image\//i.test(untrusted)) return true
  const url = findings.resolve(untrusted)
  return url !== undefined && isImageFile(url)
}

/** Neither by a type nor by an ending, or by that of a program: it may be an image or a page, and is asked for as both. */
function saysNothing(untrusted: string, type: string | undefined, findings: Findings): boolean {
  const url = type ? undefined : findings.resolve(untrusted)
  return url !== undefined && /^[^.]+(?:\.(?:aspx?|cgi|jspx?|php))?$/i.test(lastSegment(url))
}
