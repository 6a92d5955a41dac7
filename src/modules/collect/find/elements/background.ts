/** Backgrounds that any element may have: `style`, `background`, and the attributes that scripts turn into one. */
import { readCss } from '../css/read-css.ts'
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import { saysImage, saysSet } from '../picture/data-names.ts'
import { isImageAddress, isTemplate, splitAddresses } from '../picture/data-values.ts'
import { joinCandidates, rankCandidates } from '../picture/rank.ts'
import { bestFirst } from '../picture/sources.ts'
import { parseLazySet } from '../picture/srcset.ts'
import type { Twins } from '../picture/twins.ts'
import type { Place } from '../place.ts'
import type { Picture } from '../types.ts'
import { takeLink } from './anchor.ts'

/** Under these names an address may end in anything. */
const backgroundNames = new Set(['data-bg', 'data-background', 'data-background-image'])

/** These read such attributes as candidates of their own picture. */
const ownSources = new Set(['img', 'source', 'picture', 'amp-img', 'amp-anim'])

interface Page {
  findings: Findings
  twins: Twins
}

export function visitBackgrounds({ tag, attributes }: Element, place: Place, { findings, twins }: Page): void {
  const { style, background } = attributes
  if (style) for (const image of readCss(style, 'declarations').images) add('css', image)
  if (background) add('background', [background])
  if (ownSources.has(tag)) return
  for (const name of Object.keys(attributes).filter(saysImage)) {
    if (tag === 'video' && name.includes('poster')) continue
    for (const image of listBackgrounds(attributes[name] ?? '', name)) addData(image)
  }

  /** On a link to an image file, they are that picture once more. */
  function addData(untrusted: string[]): void {
    const { link } = place
    if (tag !== 'a' || !link) twins.remember(add('background', untrusted))
    else link.picture.candidates = joinCandidates(link.picture.candidates, rankCandidates(untrusted, findings.resolve))
  }

  function add(element: 'css' | 'background', untrusted: string[]): Picture | undefined {
    const picture = findings.addPicture({ element, alt: null }, untrusted)
    if (picture) takeLink(picture, place, findings)
    return picture
  }
}

/** The value is a set, CSS (`url(a.jpg)`), a bare address or several; colours, names and settings are none of these. */
function listBackgrounds(value: string, name: string): string[][] {
  if (isTemplate(value)) return []
  if (saysSet(name)) return /url\(/i.test(value) ? imagesOf(`image-set(${value})`) : [bestFirst(parseLazySet(value))]
  if (isImageAddress(value) || /^\s*data:image\//i.test(value)) return [[value]]
  if (/\(/.test(value)) return imagesOf(value)
  const several = splitAddresses(value)
  if (several.length > 0) return several.map((address) => [address])
  return backgroundNames.has(name) && /^\s*(?:https?:)?\/\/?[^\s]+\s*$/i.test(value) ? [[value]] : []
}

function imagesOf(value: string): string[][] {
  return readCss(`background:${value}`, 'declarations').images
}
