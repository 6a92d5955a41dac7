/** The colour behind an SVG, as the style of its root element names it (CSS Backgrounds 3): browsers paint it, librsvg does not. */
import sharp, { type Create } from 'sharp'
import { attributesOf } from './attributes.ts'

/** The colour may stand in `light-dark()`, as draw.io writes it: a picture is in the light. */
const declarations =
  /(?:^|;)\s*background(?:-color)?\s*:\s*(?:light-dark\(\s*)?(#[0-9a-f]{3,8}\b|[a-z]{3,20}(?:\([^()]{0,80}\))?)/gi

/** Of more declarations than anybody writes the first do not count. */
const maxTried = 16

/** One pixel of it: the last that can be read; undefined where there is none. */
export function findBackground(root: string): Create | undefined {
  const style = attributesOf(root).get('style') ?? ''
  const colors = Array.from(style.matchAll(declarations), ([, color = '']) => pixelOf(color))
  return colors.slice(-maxTried).findLast(isColor)
}

function pixelOf(background: string): Create {
  return { width: 1, height: 1, channels: 4, background }
}

function isColor(create: Create): boolean {
  try {
    sharp({ create })
    return true
  } catch {
    return false
  }
}
