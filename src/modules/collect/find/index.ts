/** Finding pictures: pure, from bytes, headers and an address to pictures, links and sheets. */
export { pageKey } from './address/page-key.ts'
export { resolveUrl } from './address/resolve-url.ts'
export { readRobotsHeader } from './directives.ts'
export { findInManifest } from './manifest.ts'
export { findInPage } from './page.ts'
export { findInSheet } from './sheet.ts'
export type { Directives, Document, DocumentHeaders, PageFindings, Picture, SheetFindings } from './types.ts'
