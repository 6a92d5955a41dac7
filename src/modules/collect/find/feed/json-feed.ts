/** Reads JSON Feed (jsonfeed.org, version 1.1). */
import { isImageFile } from '../address/image-file.ts'
import { resolveUrl } from '../address/resolve-url.ts'
import { parseJson } from '../json/parse-json.ts'
import { isRecord, type JsonRecord } from '../json/walk-json.ts'
import { rankCandidates } from '../picture/rank.ts'
import type { Found } from './found.ts'
import { addItem, type Item, maxItems } from './item.ts'

export function readJsonFeed(json: string, feedUrl: string, found: Found): void {
  const feed = parseJson(json)
  if (!isRecord(feed)) return
  const resolve = (untrusted: string) => resolveUrl(untrusted, feedUrl)
  const items = listOf(feed.items).slice(0, maxItems)
  for (const item of [feedItem(feed, resolve), ...items.map((item) => readItem(item, resolve))]) {
    addItem(item, feedUrl, found)
  }
}

type Resolve = (untrusted: string) => string | undefined

function feedItem(feed: JsonRecord, resolve: Resolve): Item {
  return { links: [], pictures: picturesOf([feed.icon, feed.favicon, ...avatarsOf(feed)], resolve), markup: [] }
}

function readItem(item: JsonRecord, resolve: Resolve): Item {
  const attachments = listOf(item.attachments).filter(isImage)
  const links = [item.url].filter((url) => typeof url === 'string').map(resolve)
  return {
    links: links.filter((link) => link !== undefined),
    pictures: picturesOf(
      [item.image, item.banner_image, ...attachments.map(({ url }) => url), ...avatarsOf(item)],
      resolve,
    ),
    markup: typeof item.content_html === 'string' ? [{ html: item.content_html, base: undefined }] : [],
  }
}

/** `author` is that of version 1. */
function avatarsOf({ author, authors }: JsonRecord): unknown[] {
  return listOf([author, ...(Array.isArray(authors) ? authors : [])]).map(({ avatar }) => avatar)
}

function picturesOf(untrusted: unknown[], resolve: Resolve): string[][] {
  return untrusted.filter((value) => typeof value === 'string').map((value) => rankCandidates([value], resolve))
}

function isImage({ url, mime_type }: JsonRecord): boolean {
  const saysImage = typeof mime_type === 'string' && /^\s*image\//i.test(mime_type)
  return saysImage || (typeof url === 'string' && isImageFile(url))
}

function listOf(value: unknown): JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}
