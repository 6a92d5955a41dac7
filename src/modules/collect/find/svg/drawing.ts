/** Makes a file of a drawing that stands in a page. */
import { readTags } from '../html/tags.ts'
import { decodeAttribute, foldBlanks } from '../html/text.ts'
import { createSvgWriter } from './writer.ts'

export interface Drawing {
  /** A `data:` URL of well-formed SVG. */
  url: string
  /** Its label or title, or null. */
  alt: string | null
}

/** Undefined where no shape is drawn. `source` is HTML from `<svg` on: of any case, unquoted, unclosed. Linear. */
export function readDrawing(source: string): Drawing | undefined {
  const writer = createSvgWriter()
  let label = ''
  let at = 0
  for (const tag of readTags(source)) {
    if (at === 0) label = decodeAttribute(tag.attributes.get('aria-label') ?? '')
    else writer.writeText(source.slice(at, tag.start))
    writer.writeTag(tag)
    at = tag.end
  }
  const { svg, title, hasShape } = writer.end()
  const url = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  return hasShape ? { url, alt: foldBlanks(label) || foldBlanks(title) || null } : undefined
}
