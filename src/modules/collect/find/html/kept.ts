/** What of a page matters to finding: everything else is left out before the tree is built. */
import { mayBeState } from '../json/json-attribute.ts'
import { plainNames, saysImage } from '../picture/data-names.ts'
import type { Tag } from './tags.ts'

/** Elements whose children matter: they stay nested. */
export const containers = new Set(['a', 'amp-anim', 'amp-img', 'audio', 'noscript', 'object', 'picture', 'video'])

/** A second one inside the first closes the first: nested they mean nothing, unclosed they would swallow the page. */
export const neverNested = new Set(['a', 'noscript', 'picture'])

/** Elements that matter by what they are. */
export const leaves = new Set([
  'amp-video',
  'area',
  'embed',
  'feimage',
  'frame',
  'iframe',
  'image',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'use',
])

/** Of SVG, these alone: an element of SVG that is called `video` is none. */
const foreignElements = new Set(['a', 'feimage', 'image', 'style', 'use'])

/** Leaves that show nothing where they stand. */
const unseen = new Set(['link', 'meta', 'source'])

/** Those that may be a picture that a reader sees: what the page says around them is about it. Any other with a background is a `div`. */
export const pictures = new Set(
  ['a', 'amp-anim', 'amp-img', 'div', 'object', 'video', ...leaves].filter((name) => !unseen.has(name)),
)

export function isKeptName(tag: Tag): boolean {
  return tag.isForeign ? foreignElements.has(tag.name) : true
}

const keptAttributes = new Set([
  'alt',
  'as',
  'background',
  'content',
  'data',
  'height',
  'href',
  'hreflang',
  'http-equiv',
  'imagesrcset',
  'itemprop',
  'media',
  'name',
  'poster',
  'property',
  'rel',
  'src',
  'srcdoc',
  'srcset',
  'style',
  'type',
  'width',
  'xlink:href',
  ...plainNames,
])

/** Names with odd characters are left out, among them those that the parser trips over (`__proto__`, `constructor`). */
export function isKeptAttribute(name: string): boolean {
  return keptAttributes.has(name) || /^data-[a-z\d_-]+$/.test(name)
}

/** True when the attributes alone make an element worth keeping. */
export function hasPicture(attributes: Map<string, string>): boolean {
  if (attributes.size === 0) return false
  if (attributes.has('itemprop') || mayHoldUrl(attributes.get('style'))) return true
  for (const [name, value] of attributes) {
    if (name === 'background' || givesBackground(name, value) || mayBeState(name, value)) return true
  }
  return false
}

/** An address has one of these characters, perhaps as an entity. */
function givesBackground(name: string, value: string): boolean {
  return saysImage(name) && /[./&]/.test(value)
}

/** Every function of CSS has a parenthesis, in an attribute perhaps as an entity. */
function mayHoldUrl(style: string | undefined): boolean {
  return style !== undefined && (style.includes('(') || style.includes('&'))
}
