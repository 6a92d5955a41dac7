/** What runs in a reader's thread: finding, and packing what was found. */
import { createHash } from 'node:crypto'
import {
  type Document,
  findInFeed,
  findInManifest,
  findInPage,
  findInSheet,
  findInSitemap,
  findInSvgFile,
  type PageFindings,
  type Picture,
  type SheetFindings,
} from '../find/index.ts'
import { pack } from './packed-list.ts'
import type { FeedReading, PageReading, SheetReading, SitemapReading } from './types.ts'

/** Of one sheet, as of one page. */
const maxPictures = 100_000
/** Other files that one file may lead to. */
const maxFiles = 1000

export function readPage(document: Document): PageReading {
  const { pictures, links, fileLinks, ...findings } = findInPage(arrived(document))
  const packed = { pictures: pack(pictures), links: pack(links), fileLinks: pack(fileLinks) }
  const frames = findings.frames.slice(0, maxFiles)
  return { ...findings, ...packed, frames, fingerprint: fingerprintOf(findings, packed) }
}

export function readSheet(document: Document): SheetReading {
  return packSheet(findInSheet(arrived(document)))
}

export function readDrawing(document: Document): SheetReading {
  return packSheet(findInSvgFile(arrived(document)))
}

export function readManifest(document: Document): Picture[] {
  return findInManifest(arrived(document))
}

export function readSitemap(document: Document): SitemapReading {
  const { pages, images, sitemaps } = findInSitemap(arrived(document))
  return { pages: pack(pages), images: pack(images), sitemaps: sitemaps.slice(0, maxFiles) }
}

export function readFeed(document: Document): FeedReading {
  const { pictures, links } = findInFeed(arrived(document))
  return { pictures: pack(pictures), links: pack(links) }
}

function packSheet({ pictures, imports }: SheetFindings): SheetReading {
  return { pictures: pack(pictures.slice(0, maxPictures)), imports: imports.slice(0, maxFiles) }
}

/** A Buffer arrives as a bare Uint8Array. */
function arrived(document: Document): Document {
  const { buffer, byteOffset, byteLength } = document.body
  return { ...document, body: Buffer.from(buffer, byteOffset, byteLength) }
}

type Shown = Pick<PageFindings, 'title' | 'sheets' | 'manifests' | 'feeds'>

function fingerprintOf(
  { title, sheets, manifests, feeds }: Shown,
  { pictures }: Pick<PageReading, 'pictures'>,
): string {
  const hash = createHash('sha256').update(JSON.stringify([title, sheets, manifests, feeds]))
  for (const part of pictures.parts) hash.update(part)
  return hash.digest('base64url')
}
