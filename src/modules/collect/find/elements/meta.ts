/** `meta`: previews, refreshes and robots; and `itemprop=image` on any element. */
import { readMetaDirectives } from '../directives.ts'
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import type { Picture } from '../types.ts'
import { readRefresh } from './refresh.ts'

const imageNames = new Set([
  'og:image',
  'og:image:url',
  'og:image:secure_url',
  'twitter:image',
  'twitter:image:src',
  'msapplication-tileimage',
  'msapplication-square70x70logo',
  'msapplication-square150x150logo',
  'msapplication-wide310x150logo',
  'msapplication-square310x310logo',
  'thumbnail',
])
const altNames = new Set(['og:image:alt', 'twitter:image:alt'])
const imageProperties = /(?:^|\s)(?:image|thumbnailUrl|contentUrl)(?:\s|$)/i

export interface MetaVisitor {
  visitMeta(element: Element): void
  visitItem(element: Element): void
}

/** The same picture said by several names (`og:image` and `twitter:image`, http and https) is one. */
export function createMetaVisitor(findings: Findings): MetaVisitor {
  const known = new Map<string, Picture>()
  let last: Picture | undefined

  function add(untrusted: string): void {
    const url = findings.resolve(untrusted)
    const before = known.get(withoutScheme(url ?? untrusted))
    if (before) {
      if (url && !before.candidates.includes(url)) before.candidates.push(url)
      return
    }
    last = findings.addPicture({ element: 'meta', alt: null }, [untrusted])
    if (last) known.set(withoutScheme(url ?? untrusted), last)
  }

  return {
    visitMeta({ attributes }) {
      const name = (attributes.property ?? attributes.name ?? '').trim().toLowerCase()
      const content = attributes.content ?? ''
      if (attributes['http-equiv']?.toLowerCase() === 'refresh') findings.addLink(readRefresh(content))
      findings.restrict(readMetaDirectives(attributes.name ?? '', content))
      if (altNames.has(name) && last) last.alt ??= content
      else if (imageNames.has(name)) add(content)
    },
    visitItem({ tag, attributes }) {
      if (!imageProperties.test(attributes.itemprop ?? '') || tag === 'img') return
      add(attributes.content ?? attributes.href ?? '')
    },
  }
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:/, '')
}
