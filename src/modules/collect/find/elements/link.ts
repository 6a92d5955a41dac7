/** `link`: the pages next to this one, feeds, icons, previews, preloaded images, style sheets and manifests. */
import { isImageFile } from '../address/image-file.ts'
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import { bestFirst } from '../picture/sources.ts'
import { parseSrcset } from '../picture/srcset.ts'
import type { Picture } from '../types.ts'
import { visitSheet } from './style.ts'

const elementByRelation = new Map<string, Picture['element']>([
  ['icon', 'link-icon'],
  ['apple-touch-icon', 'link-icon'],
  ['apple-touch-icon-precomposed', 'link-icon'],
  ['apple-touch-startup-image', 'link-image'],
  ['fluid-icon', 'link-icon'],
  ['mask-icon', 'link-icon'],
  ['image_src', 'link-image'],
])

/** These lead to other pages; a canonical page is this one. */
const otherPages = new Set(['next', 'prev', 'previous'])

const feedType = /^\s*application\/(?:rss\+xml|atom\+xml|feed\+json)\s*(?:;|$)/i
const pageType = /^\s*(?:(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)|$)/i

export function visitLink({ attributes }: Element, findings: Findings): void {
  const relations = (attributes.rel ?? '').toLowerCase().split(/[\t\n\f\r ]+/)
  const { href = '', imagesrcset = '' } = attributes
  const element = relations.map((relation) => elementByRelation.get(relation)).find((name) => name !== undefined)
  if (relations.some((relation) => otherPages.has(relation))) findings.addLink(href)
  if (relations.includes('canonical')) findings.setCanonical(findings.resolve(href))
  if (isSheet(relations, attributes)) visitSheet(href, findings)
  else if (relations.includes('manifest')) findings.addManifest(findings.resolve(href))
  else if (element && !isNoIcon(href)) findings.addPicture({ element, alt: null }, [href])
  else if (relations.includes('alternate')) visitAlternate(attributes, findings)
  else if (isPreload(relations) && isImage(attributes)) {
    findings.addPicture({ element: 'link-preload', alt: null }, [...bestFirst(parseSrcset(imagesrcset)), href])
  }
}

/** Less than any image has: so that none is asked for. */
function isNoIcon(href: string): boolean {
  return /^\s*data:[^,]*,.{0,19}\s*$/i.test(href)
}

/** In another language it is another page; for another medium it is this one again. */
function visitAlternate({ href = '', type = '', hreflang, media }: Element['attributes'], findings: Findings): void {
  if (feedType.test(type)) findings.addFeed(findings.resolve(href))
  else if (hreflang !== undefined && !media && pageType.test(type)) findings.addLink(href)
}

/** A sheet that is preloaded is one that a script switches on. */
function isSheet(relations: string[], attributes: Element['attributes']): boolean {
  if (isPreload(relations) && as(attributes) === 'style') return true
  return relations.includes('stylesheet') && /^\s*(?:text\/css\b|$)/i.test(attributes.type ?? '')
}

/** What is fetched before its time need not say what it is. */
function isImage(attributes: Element['attributes']): boolean {
  return as(attributes) === 'image' || (as(attributes) === '' && isImageFile(attributes.href ?? ''))
}

function isPreload(relations: string[]): boolean {
  return relations.includes('preload') || relations.includes('prefetch')
}

function as(attributes: Element['attributes']): string {
  return (attributes.as ?? '').trim().toLowerCase()
}
