/** `img`, and what makes one picture with it: `picture`, `source`, `amp-img`, `noscript`, an enclosing link. */
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import { readDataSources } from '../picture/data-sources.ts'
import { addFallback } from '../picture/fallback.ts'
import { isImageType, isLikelySource } from '../picture/media.ts'
import { listSources } from '../picture/sources.ts'
import type { Twins } from '../picture/twins.ts'
import type { Place, SourceGroup } from '../place.ts'
import type { Picture } from '../types.ts'
import { takeLink } from './anchor.ts'

interface Page {
  findings: Findings
  twins: Twins
}

/** What stands on `picture` itself is tried when nothing better answers. */
export function openPicture({ attributes }: Element, place: Place): Place {
  return { ...place, sources: { likely: [], unlikely: listSources({ ...attributes, src: '' }), isDone: false } }
}

/** A source counts for the picture that it stands in, by its set; elsewhere (`video`, `audio`) it is no image. */
export function visitSource({ attributes }: Element, { sources }: Place): void {
  if (!sources || sources.isDone || !isImageType(attributes.type)) return
  const list = isLikelySource(attributes.media, attributes.type) ? sources.likely : sources.unlikely
  list.push(...listSources({ ...attributes, src: '' }))
}

export function visitImage(element: Element, place: Place, page: Page): void {
  const { group, sources } = place
  const own = listSources(element.attributes)
  const main = group?.picture ?? (place.isInNoscript ? sources?.picture : undefined)
  if (main) addFallback(main, own, page.findings)
  else if (sources && !sources.isDone) completePicture(sources, own, element, place, page)
  else addImage('img', own, element, place, page)
  for (const other of readDataSources(element.attributes).others) {
    page.findings.addPicture({ element: 'img', alt: null }, [other])
  }
}

/** Only the first image of a `<picture>` looks at the sources before it. */
function completePicture(sources: SourceGroup, own: string[], element: Element, place: Place, page: Page): void {
  sources.isDone = true
  const picture = addImage('picture', [...sources.likely, ...own, ...sources.unlikely], element, place, page)
  if (picture) sources.picture = picture
}

export function visitAmpImage(element: Element, place: Place, page: Page): Place {
  const own = listSources(element.attributes)
  if (place.group) addFallback(place.group.picture, own, page.findings)
  if (place.group) return place
  const picture = addImage('amp-img', own, element, place, page)
  return picture ? { ...place, group: { picture } } : place
}

function addImage(
  name: 'img' | 'picture' | 'amp-img',
  untrusted: string[],
  { attributes }: Element,
  place: Place,
  { findings, twins }: Page,
): Picture | undefined {
  const element = place.isInNoscript ? 'noscript' : name
  const picture = findings.addPicture({ element, alt: attributes.alt ?? null }, untrusted)
  if (!picture) return undefined
  const joined = twins.join(picture, attributes, place.isInNoscript, findings)
  takeLink(joined, place, findings)
  return joined
}
