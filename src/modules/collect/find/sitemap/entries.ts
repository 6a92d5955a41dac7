/** Reads the entries of a sitemap (sitemaps.org, with Google's extensions for images, videos and other languages). */
import { isImageFile } from '../address/image-file.ts'
import type { XmlElement } from '../xml/open-elements.ts'
import { readXml } from '../xml/read-xml.ts'
import { textOf } from '../xml/xml-text.ts'
import type { Listed } from './listed.ts'

/** As written. */
interface Entry {
  kind: 'page' | 'sitemap'
  location: string
  alternates: string[]
  images: string[]
}

/** An entry is what it is by where it stands: so a page of HTML has none. */
export function readEntries(xml: string, listed: Listed): void {
  let entry: Entry | undefined
  for (const { element, source } of readXml(xml)) {
    const kind = kindOf(element)
    if (kind && source === undefined) entry = { kind, location: '', alternates: [], images: [] }
    else if (entry && kind) {
      list(entry, listed)
      entry = undefined
    } else if (entry && source !== undefined) addTo(entry, element, source)
  }
}

function kindOf({ name, parent }: XmlElement): Entry['kind'] | undefined {
  if (name === 'url' && parent?.name === 'urlset') return 'page'
  return name === 'sitemap' && parent?.name === 'sitemapindex' ? 'sitemap' : undefined
}

function addTo(entry: Entry, element: XmlElement, source: string): void {
  const { name, attribute, parent } = element
  const isLocation = /^(?:image:)?loc$/.test(name)
  if (/^(?:xhtml:)?link$/.test(name)) entry.alternates.push(alternateOf(element))
  else if (/^(?:pagemap:)?attribute$/.test(name))
    entry.images.push(imageOf(attribute('value') ?? leafText(element, source)))
  else if (isLocation && parent && kindOf(parent)) entry.location ||= leafText(element, source)
  else if (isLocation && /^(?:image:)?image$/.test(parent?.name ?? '')) entry.images.push(leafText(element, source))
  else if (name === 'video:thumbnail_loc') entry.images.push(leafText(element, source))
}

/** The same page in another language, or for another screen. */
function alternateOf({ attribute }: XmlElement): string {
  return attribute('rel')?.trim().toLowerCase() === 'alternate' ? (attribute('href') ?? '') : ''
}

/** Of the many things that a PageMap may say, what is an image by its name. */
function imageOf(value: string): string {
  return isImageFile(value.trim()) ? value : ''
}

/** An address holds no elements. */
function leafText({ hasElements }: XmlElement, source: string): string {
  return hasElements ? '' : textOf(source).trim()
}

function list({ kind, location, alternates, images }: Entry, listed: Listed): void {
  if (kind === 'sitemap') listed.addSitemap(location)
  else for (const page of [location, ...alternates]) listed.addPage(page)
  for (const image of images) listed.addImage(image, location)
}
