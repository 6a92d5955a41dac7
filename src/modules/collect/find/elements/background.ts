/** Backgrounds that any element may have: `style`, `background`, and the attributes that scripts turn into one. */
import { isImageFile } from '../address/image-file.ts'
import { readCss } from '../css/read-css.ts'
import type { Findings } from '../findings.ts'
import type { Element } from '../html/tree.ts'
import { bestFirst } from '../picture/sources.ts'
import { parseLazySet } from '../picture/srcset.ts'
import type { Place } from '../place.ts'
import { takeLink } from './anchor.ts'

const lazyBackgrounds = ['data-bg', 'data-background', 'data-background-image', 'data-image']
const ownSources = new Set(['img', 'source', 'amp-img', 'amp-anim'])

export function visitBackgrounds({ tag, attributes }: Element, place: Place, findings: Findings): void {
  const { style, background, 'data-bgset': set } = attributes
  if (style) for (const image of readCss(style, 'declarations').images) add('css', image)
  if (background) add('background', [background])
  if (ownSources.has(tag)) return
  if (set) add('background', bestFirst(parseLazySet(set)))
  for (const name of lazyBackgrounds) {
    for (const image of listBackgrounds(attributes[name] ?? '', name)) add('background', image)
  }

  function add(element: 'css' | 'background', untrusted: string[]): void {
    const picture = findings.addPicture({ element, alt: null }, untrusted)
    if (picture) takeLink(picture, place, findings)
  }
}

/** The value is CSS (`url(a.jpg)`) or a bare address; colours, names and settings are neither. */
function listBackgrounds(value: string, name: string): string[][] {
  if (/\(/.test(value)) return readCss(`background:${value}`, 'declarations').images
  if (isImageFile(value.trim()) || /^\s*data:image\//i.test(value)) return [[value]]
  return name !== 'data-image' && /^\s*(?:https?:)?\/\/?[^\s]+\s*$/i.test(value) ? [[value]] : []
}
