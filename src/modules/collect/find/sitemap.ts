/** The pages, the images and the further sitemaps that a sitemap names. */
import { resolveUrl } from './address/resolve-url.ts'
import { findInFeed } from './feed.ts'
import { readEntries } from './sitemap/entries.ts'
import { createListed } from './sitemap/listed.ts'
import { unpack } from './sitemap/unpack.ts'
import type { Document, SitemapFindings } from './types.ts'
import { decodeXml } from './xml/decode-xml.ts'
import { readXml } from './xml/read-xml.ts'

/**
 * Reads what sitemaps.org and the search engines call a sitemap: XML, an index, a list of addresses one a line, a feed
 * (its items are pages, its pictures the feed's own images); each plain or packed. Relative addresses are relative to
 * the sitemap. At most 50,000 pages, 50,000 sitemaps and 100,000 images; unpacked at most 50 MiB. Anything else, a page
 * of HTML among it, yields nothing. Never throws for what the bytes are; linear in their number.
 */
export function findInSitemap(document: Document): SitemapFindings {
  const body = unpack(document.body)
  const text = decodeXml(body, document.contentType)
  if (isFeed(text)) return listFeed({ ...document, body })
  const listed = createListed(document.url, (untrusted) => resolveUrl(untrusted, document.url))
  if (/^\s*</.test(text)) readEntries(text, listed)
  else for (const [, line = ''] of text.matchAll(/^[^\S\r\n]*(https?:\/\/\S+)[^\S\r\n]*$/gim)) listed.addPage(line)
  return listed.list()
}

function isFeed(xml: string): boolean {
  const [root] = readXml(xml).take(1)
  return root !== undefined && ['rss', 'rdf:rdf', 'feed'].includes(root.element.name)
}

function listFeed(feed: Document): SitemapFindings {
  const { pictures, links } = findInFeed(feed)
  const urls = pictures.flatMap(({ candidates }) => candidates.slice(0, 1))
  const images = urls.filter((url) => !url.startsWith('data:')).map((url) => ({ url, page: feed.url }))
  return { pages: links, sitemaps: [], images }
}
