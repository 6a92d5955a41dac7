/** `meta`: previews, refreshes and robots; and `itemprop=image` on any element. */
import { isImageFile, isOtherFile } from '../address/image-file.ts'
import { readMetaDirectives } from '../directives.ts'
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import { isTemplate, mayBeAddress } from '../picture/data-values.ts'
import type { Place } from '../place.ts'
import type { Picture } from '../types.ts'
import { visitRefresh } from './refresh.ts'

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

/** Those of networks and readers that few pages speak to: `vk:image`, `parsely-image-url`, `sailthru.image.full`. */
const otherImageNames = /^(?:[a-z]+[:._-])?image(?:[:._-](?:full|src|thumb|url))?$/

const altNames = new Set(['og:image:alt', 'twitter:image:alt'])
const imageProperties = /(?:^|\s)(?:image|thumbnailUrl|thumbnail|contentUrl|logo|photo|screenshot)(?:\s|$)/i

/** An image's own address is called so, and so is that of anything else. */
const anyProperty = /(?:^|\s)url(?:\s|$)/i

/** Elements that say themselves what their picture is. */
const ownPictures = new Set(['amp-img', 'embed', 'img', 'object', 'picture', 'source', 'video'])

export interface MetaVisitor {
  visitMeta(element: Element, place: Place): void
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
    visitMeta({ attributes }, place) {
      const names = namesOf(attributes)
      const content = attributes.content ?? ''
      if (attributes['http-equiv']?.toLowerCase() === 'refresh') visitRefresh(content, findings, place)
      findings.restrict(readMetaDirectives(attributes.name ?? '', content))
      if (names.some((name) => altNames.has(name)) && last) last.alt ??= content
      else if (names.some((name) => imageNames.has(name)) && !isTemplate(content)) add(content)
      else if (names.some((name) => otherImageNames.test(name)) && mayBeImage(content)) add(content)
    },
    visitItem({ tag, attributes }) {
      const address = attributes.content ?? attributes.href ?? ''
      const property = attributes.itemprop ?? ''
      const isFile = isImageFile(address)
      if (ownPictures.has(tag) || (tag === 'a' && isFile)) return
      const isImage = imageProperties.test(property) && mayBeImage(address)
      if (isImage || (isFile && anyProperty.test(property))) add(address)
    },
  }
}

/** RDFa's `property` is a list, HTML's `name` is one. */
function namesOf({ property, name = '' }: Element['attributes']): string[] {
  return property === undefined ? [name.trim().toLowerCase()] : property.trim().toLowerCase().split(/\s+/)
}

/** Films have a `contentUrl` too. */
function mayBeImage(address: string): boolean {
  return mayBeAddress(address) && !isOtherFile(address)
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:/, '')
}
