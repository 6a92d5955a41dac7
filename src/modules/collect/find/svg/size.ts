/** How large a browser shows a drawing that stands in a page, as far as its own attributes tell. */

/** CSS pixels to the unit; those of fonts by the size that text mostly has. */
const units = new Map([
  ['', 1],
  ['px', 1],
  ['pt', 4 / 3],
  ['pc', 16],
  ['in', 96],
  ['cm', 96 / 2.54],
  ['mm', 96 / 25.4],
  ['q', 96 / 101.6],
  ['em', 16],
  ['rem', 16],
  ['ex', 8],
  ['ch', 8],
])

/** Sides beyond this are nonsense. */
const maxSide = 1_000_000

/** A larger side than this many pixels makes a picture. */
const maxIconSide = 64

const iconClass = /(?:^|[\s_-])(?:icons?|fa|glyphicon|emoji)(?:[\s_-]|$)/i

/** What browsers give a drawing that says nothing of its size. */
const [defaultWidth, defaultHeight] = [300, 150]

type Attributes = Map<string, string>

interface Size {
  width: number
  height: number
}

/** As large as text at most, or not shown at all. The attributes are as written, their names in lower case. */
export function isIcon(attributes: Attributes): boolean {
  const { width, height, box } = readSize(attributes)
  if (isHidden(attributes) || width === 0 || height === 0) return true
  if (width !== undefined || height !== undefined) return largerSide(width, height, box) <= maxIconSide
  return box !== undefined && (largerSide(box.width, box.height) <= maxIconSide || isCalledIcon(attributes))
}

/** In CSS pixels; undefined where the other side, or the `viewBox`, tells. */
export function naturalSize(attributes: Attributes): { width: number | undefined; height: number | undefined } {
  const { width, height, box } = readSize(attributes)
  return box ? { width, height } : { width: width ?? defaultWidth, height: height ?? defaultHeight }
}

/** Sides are undefined where nothing is said, or only in relation to what is around. */
function readSize(attributes: Attributes): {
  width: number | undefined
  height: number | undefined
  box: Size | undefined
} {
  return {
    width: readLength(styleOf(attributes, 'width') ?? attributes.get('width')),
    height: readLength(styleOf(attributes, 'height') ?? attributes.get('height')),
    box: readBox(attributes.get('viewbox')),
  }
}

function largerSide(width: number | undefined, height: number | undefined, box?: Size): number {
  const ratio = box ? box.width / box.height : undefined
  const otherWidth = ratio === undefined ? 0 : (height ?? 0) * ratio
  const otherHeight = ratio === undefined ? 0 : (width ?? 0) / ratio
  return Math.max(width ?? otherWidth, height ?? otherHeight)
}

/** Its size is that of a style sheet, for icons mostly the size of text. */
function isCalledIcon(attributes: Attributes): boolean {
  return iconClass.test(attributes.get('class') ?? '')
}

function isHidden(attributes: Attributes): boolean {
  if (attributes.has('hidden') || styleOf(attributes, 'visibility') === 'hidden') return true
  return (styleOf(attributes, 'display') ?? attributes.get('display')) === 'none'
}

function styleOf(attributes: Attributes, property: string): string | undefined {
  const style = attributes.get('style')
  const value = style && new RegExp(`(?:^|;)\\s*${property}\\s*:([^;!]*)`, 'i').exec(style)?.[1]
  return value?.trim().toLowerCase()
}

function readLength(value: string | undefined): number | undefined {
  const [, digits, unit = ''] = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?|\d+\.)([a-z]*)\s*$/i.exec(value ?? '') ?? []
  const pixels = Number(digits) * (units.get(unit.toLowerCase()) ?? Number.NaN)
  return pixels <= maxSide ? pixels : undefined
}

function readBox(value: string | undefined): Size | undefined {
  const [, , width = 0, height = 0] = (value ?? '')
    .trim()
    .split(/[\s,]+/, 4)
    .map(Number)
  return width > 0 && height > 0 ? { width, height } : undefined
}
