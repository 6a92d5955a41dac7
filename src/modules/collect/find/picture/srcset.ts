/** Parses `srcset` and `imagesrcset` by the HTML Standard's algorithm (§ 4.8.4.2.2), in linear time. */

export interface Source {
  url: string
  /** Width descriptor in pixels. */
  width?: number
  /** Density descriptor. */
  density?: number
}

/** In the order written. A candidate with a bad descriptor is dropped, the others stay. */
export function parseSrcset(srcset: string): Source[] {
  const sources: Source[] = []
  const skipped = /[\t\n\f\r ,]*/y
  const address = /[^\t\n\f\r ]+/y
  const descriptors = /(?:[^,(]+|\([^)]*(?:\)|$))*,?/y
  let at = 0
  while (true) {
    skipped.lastIndex = at
    skipped.test(srcset)
    address.lastIndex = skipped.lastIndex
    const untrimmed = address.exec(srcset)?.[0]
    if (untrimmed === undefined) return sources
    at = address.lastIndex
    const url = trimCommas(untrimmed)
    let words: string[] = []
    if (url.length === untrimmed.length) {
      descriptors.lastIndex = at
      words = splitDescriptors(descriptors.exec(srcset)?.[0] ?? '')
      at = Math.max(at, descriptors.lastIndex)
    }
    const size = readDescriptors(words)
    if (size) sources.push({ url, ...size })
  }
}

/** The same for the attributes of lazysizes, which joins sets with media queries: `a.jpg [(max-width: 9em)] | b.jpg`. */
export function parseLazySet(set: string): Source[] {
  if (!/\s\||\s\[/.test(set)) return parseSrcset(set)
  return set
    .replace(/\s\[[^[\]]*\]/g, ' ')
    .split(/\s\|\s/)
    .flatMap(parseSrcset)
}

function trimCommas(url: string): string {
  let end = url.length
  while (end > 0 && url[end - 1] === ',') end--
  return url.slice(0, end)
}

function splitDescriptors(text: string): string[] {
  const list = text.endsWith(',') ? text.slice(0, -1) : text
  return list.match(/(?:\([^)]*\)?|[^\t\n\f\r (])+/g) ?? []
}

/** Undefined where the standard says "error": two of a kind, mixtures, zero widths, negative densities, unknown units. */
function readDescriptors(words: string[]): Omit<Source, 'url'> | undefined {
  let width: number | undefined
  let density: number | undefined
  let height: number | undefined
  for (const word of words) {
    const value = Number(word.slice(0, -1))
    if (/^\d+w$/.test(word) && width === undefined && density === undefined && value > 0) width = value
    else if (/^\d+h$/.test(word) && height === undefined && density === undefined && value > 0) height = value
    else if (isDensity(word) && width === undefined && density === undefined && height === undefined) density = value
    else return undefined
  }
  if (height !== undefined && width === undefined) return undefined
  return { ...(width !== undefined && { width }), ...(density !== undefined && { density }) }
}

function isDensity(word: string): boolean {
  return /^-?(?:\d+|\d*\.\d+)(?:[eE][+-]?\d+)?x$/.test(word) && Number(word.slice(0, -1)) >= 0
}
