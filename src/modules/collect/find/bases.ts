/** What a document's addresses are relative to, as it is read. */
import { resolveUrl } from './address/resolve-url.ts'

export interface Bases {
  /** As `resolveUrl` does, from where the document stands by now. */
  resolve(untrusted: string): string | undefined
  /** By a `<base href>`, which is relative to `outer`: the document's own address, if not given. */
  set(href: string, outer?: string): void
  current(): string
}

/** `encoding` is that of the document. */
export function createBases(url: string, encoding?: string): Bases {
  let base = url
  return {
    resolve: (untrusted) => resolveUrl(untrusted, base, encoding),
    set(href, outer = url) {
      base = resolveUrl(href, outer, encoding) ?? outer
    },
    current: () => base,
  }
}
