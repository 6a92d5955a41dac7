/** Spells the names of elements alike, whatever prefixes a document has chosen for its namespaces. */

/** By parts of their addresses, which are written in many ways; '' are those whose elements have bare names here. */
const vocabularies: [name: string, namespace: RegExp][] = [
  ['', /sitemaps\.org\/schemas\/sitemap\/|google\.com\/schemas\/sitemap\//i],
  ['', /w3\.org\/2005\/atom|purl\.org\/atom\//i],
  ['', /purl\.org\/rss\/1\.0\/?$|netscape\.com\/rdf\/simple|backend\.userland\.com\/rss/i],
  ['image', /\/sitemap-image\//i],
  ['video', /\/sitemap-video\//i],
  ['pagemap', /\/sitemap-pagemap\//i],
  ['xhtml', /w3\.org\/(?:1999\/xhtml|TR\/xhtml)/i],
  ['rdf', /w3\.org\/1999\/02\/22-rdf-syntax/i],
  ['media', /yahoo\.com\/mrss|\/media-rss/i],
  ['itunes', /itunes\.com\/dtds\/podcast/i],
  ['googleplay', /google\.com\/schemas\/play-podcasts/i],
  ['podcast', /podcastindex\.org\/namespace|podcast-namespace/i],
  ['content', /purl\.org\/rss\/1\.0\/modules\/content/i],
  ['feedburner', /\/feedburner\//i],
  ['webfeeds', /webfeeds\.org\//i],
  ['g', /base\.google\.com\/ns/i],
]
const names = new Set(vocabularies.map(([name]) => name))

/** Of the elements of all namespaces that nobody here knows. */
export const stranger = '?'

export interface Vocabulary {
  /** Takes in what a start tag declares; returns the prefixes, to be forgotten after its end. */
  declare(attributes: ReadonlyMap<string, string>): string[]
  forget(prefixes: string[]): void
  /**
   * `image:loc`, `link`: with the name of the vocabulary, or none. Elements without a prefix are bare, unless their
   * namespace is one of the named ones; a prefix that nothing declares says itself what it stands for.
   */
  nameOf(written: string): string
}

export function createVocabulary(): Vocabulary {
  const declared = new Map<string, string[]>()

  return {
    declare(attributes) {
      const prefixes: string[] = []
      for (const [attribute, namespace] of attributes) {
        if (!/^xmlns(?::|$)/.test(attribute)) continue
        const prefix = attribute.slice('xmlns:'.length)
        prefixes.push(prefix)
        const known = declared.get(prefix) ?? []
        known.push(vocabularies.find(([, pattern]) => pattern.test(namespace))?.[0] ?? stranger)
        declared.set(prefix, known)
      }
      return prefixes
    },
    forget(prefixes) {
      for (const prefix of prefixes) {
        const known = declared.get(prefix)
        known?.pop()
        if (known?.length === 0) declared.delete(prefix)
      }
    },
    nameOf(written) {
      const colon = written.indexOf(':')
      const prefix = written.slice(0, Math.max(colon, 0))
      const vocabulary = declared.get(prefix)?.at(-1) ?? (names.has(prefix) ? prefix : '')
      if (vocabulary === stranger && prefix !== '') return stranger
      const local = written.slice(colon + 1)
      return vocabulary === '' || vocabulary === stranger ? local : `${vocabulary}:${local}`
    },
  }
}
