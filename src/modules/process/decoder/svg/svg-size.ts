/** The natural size of an SVG, from the start tag of its root element, as CSS defines it for an image. */
import { attributesOf } from './attributes.ts'

/** CSS pixels to the unit (CSS Values 4); `em` and `ex` by the initial font size. */
const units: Record<string, number> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  em: 16,
  rem: 16,
  ex: 8,
}

/** What a browser gives an image that names no size at all. */
const fallback = { width: 300, height: 150 }

/** Sizes beyond this are nonsense, and would not fit the tables. */
const maxSide = 1_000_000

/**
 * Whole pixels, at least 1: `width` and `height`, one of them completed by the ratio of `viewBox`, or that box itself. Its
 * style does not count, whatever it says.
 */
export function svgSize(root: string): { width: number; height: number } {
  const attributes = attributesOf(root)
  const width = length(attributes.get('width'))
  const height = length(attributes.get('height'))
  const box = viewBox(attributes.get('viewBox'))
  const ratio = box ? box.width / box.height : 1
  return {
    width: whole(width ?? (height !== undefined && box ? height * ratio : (box?.width ?? fallback.width))),
    height: whole(height ?? (width !== undefined && box ? width / ratio : (box?.height ?? fallback.height))),
  }
}

/** Undefined for what says nothing of the natural size: absent, a percentage, `auto`, zero, nonsense. */
function length(value: string | undefined): number | undefined {
  const [, digits, unit = ''] = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?|\d+\.)([a-z]*)\s*$/i.exec(value ?? '') ?? []
  const pixels = Number(digits) * (units[unit.toLowerCase()] ?? Number.NaN)
  return pixels > 0 ? pixels : undefined
}

function viewBox(value: string | undefined): { width: number; height: number } | undefined {
  const [, , width = 0, height = 0] = (value ?? '')
    .trim()
    .split(/[\s,]+/, 4)
    .map(Number)
  return width > 0 && height > 0 ? { width, height } : undefined
}

function whole(length: number): number {
  return Math.min(maxSide, Math.max(1, Math.round(length)))
}
