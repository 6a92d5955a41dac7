/** Writes the tags of a drawing as one well-formed SVG document. */
import { createNesting } from '../html/nesting.ts'
import type { Tag } from '../html/tags.ts'
import { plainText } from '../html/text.ts'
import { elementName } from './names.ts'
import { naturalSize } from './size.ts'
import { declarations, escapeXml, spellAttributes } from './xml.ts'

export interface SvgWriter {
  writeTag(tag: Tag): void
  /** What stands between two tags. */
  writeText(raw: string): void
  end(): {
    svg: string
    /** The text of the first `title` of the drawing itself, or ''. */
    title: string
    hasShape: boolean
  }
}

const shapes = new Set('circle ellipse line path polygon polyline rect text'.split(' '))

/** Shapes inside these are drawn when something else refers to them. */
const stores = 'clipPath defs filter linearGradient marker mask pattern radialGradient symbol'.split(' ')

/** What no picture can show, or must not run. */
const dropped = new Set(['script', 'foreignobject'])

/** The first tag is the root's; what comes after its end tag is not written. */
export function createSvgWriter(): SvgWriter {
  const parts: string[] = []
  const nesting = createNesting()
  let inDropped: { name: string; depth: number } | undefined
  let title: string | undefined
  let isTitle = false
  let hasShape = false

  function writeTag(tag: Tag): void {
    if (inDropped) skip(tag, inDropped)
    else if (tag.isForeign && /^[a-z][\w.-]*$/.test(tag.name) && !isDone()) tag.closing ? close(tag) : open(tag)
  }

  function skip({ name, closing, selfClosing }: Tag, within: { name: string; depth: number }): void {
    if (name === within.name && !selfClosing) within.depth += closing ? -1 : 1
    if (within.depth === 0) inDropped = undefined
  }

  function open(tag: Tag): void {
    if (dropped.has(tag.name)) {
      if (!tag.selfClosing) inDropped = { name: tag.name, depth: 1 }
      return
    }
    const name = elementName(tag.name)
    const attributes = parts.length === 0 ? rootAttributes(tag.attributes) : spellAttributes(tag.attributes)
    if (name === 'title' && nesting.depth() === 1 && title === undefined) isTitle = true
    if (shapes.has(name) && !stores.some(nesting.isInside)) hasShape = true
    const isOpen = !tag.selfClosing && nesting.open(name)
    parts.push(`<${name}${attributes}${isOpen ? `>${escapeXml(plainText(tag.text))}` : '/>'}`)
  }

  function close({ name }: Tag): void {
    parts.push(nesting.close(elementName(name)))
    isTitle &&= nesting.isInside('title')
  }

  function isDone(): boolean {
    return parts.length > 0 && nesting.depth() === 0
  }

  return {
    writeTag,
    writeText(raw) {
      if (inDropped || isDone()) return
      const text = plainText(raw)
      if (isTitle) title = (title ?? '') + text
      parts.push(escapeXml(text))
    },
    end: () => ({ svg: parts.join('') + nesting.closeAll(), title: title ?? '', hasShape }),
  }
}

function rootAttributes(attributes: Map<string, string>): string {
  const others = [...attributes].filter(([name]) => name !== 'width' && name !== 'height')
  const { width, height } = naturalSize(attributes)
  const size = `${width === undefined ? '' : ` width="${width}"`}${height === undefined ? '' : ` height="${height}"`}`
  return declarations + size + spellAttributes(others)
}
