/** Finding pictures: pure, from bytes, headers and an address to pictures, links and sheets. */
export { isImageFile } from './address/image-file.ts'
export { pageKey } from './address/page-key.ts'
export { resolveUrl } from './address/resolve-url.ts'
export { readRobotsHeader } from './directives.ts'
export { findInFeed } from './feed.ts'
export { findInManifest } from './manifest.ts'
export { findInPage } from './page.ts'
export { fullSizesOf } from './picture/full-size.ts'
export { findInSheet } from './sheet.ts'
export { findInSitemap } from './sitemap.ts'
export { findInSvgFile, isSvgFile } from './svg/file.ts'
export type {
  Directives,
  Document,
  DocumentHeaders,
  FeedFindings,
  PageFindings,
  Picture,
  SheetFindings,
  SitemapFindings,
} from './types.ts'
export { isXhtml } from './xhtml.ts'
