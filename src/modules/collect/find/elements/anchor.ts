/** `a` and `area`: links to pages, and links to image files. */
import { isImageFile } from '../address/image-file.ts'
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import { isDataName, saysOpened } from '../picture/data-names.ts'
import { isImageAddress } from '../picture/data-values.ts'
import { joinCandidates } from '../picture/rank.ts'
import type { Place } from '../place.ts'
import type { Picture } from '../types.ts'

export function visitAnchor(element: Element, place: Place, findings: Findings): Place {
  const href = element.attributes.href ?? element.attributes['xlink:href'] ?? ''
  const url = findings.resolve(href)
  const { link: _enclosing, ...outside } = place
  const isFile = url !== undefined && isImageFile(url)
  if (isFile) findings.addFileLink(href)
  else findings.addLink(href)
  const files = isFile ? [href] : listLarger(element)
  const picture = findings.addPicture({ element: 'a', alt: null }, files)
  return picture ? { ...outside, link: { picture, isTaken: false } } : outside
}

/** What a script shows in the stead of the page that the link leads to. */
function listLarger({ attributes }: Element): string[] {
  const names = Object.keys(attributes).filter((name) => isDataName(name) && saysOpened(name))
  return names.map((name) => attributes[name] ?? '').filter(isImageAddress)
}

/** The first picture inside a link to an image file is that picture in small: the two become one, the file first. An icon is none. */
export function takeLink(picture: Picture, { link }: Place, findings: Findings): void {
  if (!link || link.isTaken) return
  if (picture.candidates.every(isIcon) && !link.picture.candidates.some(isIcon)) return
  link.isTaken = true
  findings.remove(link.picture)
  picture.candidates = joinCandidates(link.picture.candidates, picture.candidates)
}

/** By its file's name or a folder's. */
function isIcon(url: string): boolean {
  return /[/._-]icons?(?:[/._-]|$)/i.test(URL.parse(url)?.pathname ?? '')
}
