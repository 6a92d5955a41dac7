/** What a sitemap has named so far. */
import type { SitemapFindings } from '../types.ts'

/** As the protocol has them, for pages and for sitemaps; and for images: what is more is left. */
const maxPages = 50_000
const maxImages = 100_000

export interface Listed {
  addPage(untrusted: string): void
  addSitemap(untrusted: string): void
  /** `untrustedPage` is '' where the sitemap does not say which page shows it. */
  addImage(untrusted: string, untrustedPage: string): void
  list(): SitemapFindings
}

export function createListed(url: string, resolve: (untrusted: string) => string | undefined): Listed {
  const pages = new Set<string>()
  const sitemaps = new Set<string>()
  const images = new Map<string, SitemapFindings['images'][number]>()

  function add(set: Set<string>, untrusted: string): void {
    const page = set.size < maxPages ? resolve(untrusted) : undefined
    if (page) set.add(page)
  }

  return {
    addPage: (untrusted) => add(pages, untrusted),
    addSitemap: (untrusted) => add(sitemaps, untrusted),
    addImage(untrusted, untrustedPage) {
      if (images.size >= maxImages) return
      const image = resolve(untrusted)
      const page = resolve(untrustedPage) ?? url
      if (image) images.set(`${page} ${image}`, { url: image, page })
    },
    list: () => ({ pages: [...pages], sitemaps: [...sitemaps], images: [...images.values()] }),
  }
}
