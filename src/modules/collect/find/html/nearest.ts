/** Tells which of a page's texts is the nearest to a spot, by the blocks that hold both. */
import type { Tag } from './tags.ts'
import { foldBlanks, plainText } from './text.ts'

/** In UTF-16 units, as shown and as written: more is no label but the content itself. */
const maxLength = 1000
const maxWritten = 4000

export interface Nearest {
  /** To be called for every tag in order; the text before it begins at `from`. */
  read(tag: Tag, from: number): void
  /** Numbers the spot after the last tag; the first is 0. */
  mark(): number
  /** The text of each spot; undefined where no block around it has one. */
  end(): (string | undefined)[]
}

interface NearestOptions {
  /** Elements whose text it is. */
  texts: ReadonlySet<string>
  /** Elements that hold a text and what it is of. */
  blocks: ReadonlySet<string>
  /** Blocks whose end tag may be left out: the next one closes the one before. */
  siblings?: ReadonlySet<string>
  /** True when a text says nothing beyond the block that holds it. */
  keepInside?: boolean
  /** True when the page itself is such a block. */
  ofPage?: boolean
}

interface Block {
  name: string
  /** How many texts and how many spots without one there were before it. */
  texts: number
  waiting: number
}

/** Any of the elements that are texts: `</h3>` ends an `<h2>` as well. */
const textName = '#text'

/**
 * The innermost block that has a text decides: the last text before the spot, or else the first one after it. Linear in
 * the number of tags and spots, whatever their order is.
 */
export function createNearest(html: string, options: NearestOptions): Nearest {
  const texts: string[] = []
  const blocks: Block[] = []
  const open = new Map<string, number>()
  const before: number[] = []
  const nearest: (string | undefined)[] = []
  const waiting: number[] = []
  let written = ''
  let wasInDrawing = false

  function enter(name: string): void {
    if (name === textName) close(textName)
    else if (options.siblings?.has(name) && blocks.at(-1)?.name === name) leave()
    if (name === textName) written = ''
    blocks.push({ name, texts: texts.length, waiting: waiting.length })
    open.set(name, (open.get(name) ?? 0) + 1)
  }

  function leave(): void {
    const { name, ...block } = blocks.pop() as Block
    open.set(name, (open.get(name) ?? 0) - 1)
    if (name === textName) addText()
    settle(block)
    if (options.keepInside && name !== textName) texts.length = block.texts
  }

  /** With all that was left open inside of it. */
  function close(name: string): void {
    for (let isOpen = isInside(name); isOpen; ) {
      isOpen = blocks.at(-1)?.name !== name
      leave()
    }
  }

  function isInside(name: string): boolean {
    return (open.get(name) ?? 0) > 0
  }

  function addText(): void {
    const text = foldBlanks(plainText(written)).slice(0, maxLength)
    if (text) texts.push(text)
  }

  function settle(block: Omit<Block, 'name'>): void {
    if (texts.length === block.texts) return
    for (const spot of waiting.splice(block.waiting)) {
      nearest[spot] = texts[Math.max((before[spot] ?? 0) - 1, block.texts)]
    }
  }

  function nameOf(tag: Tag): string | undefined {
    if (tag.isForeign) return undefined
    if (options.texts.has(tag.name)) return textName
    return options.blocks.has(tag.name) ? tag.name : undefined
  }

  return {
    read(tag, from) {
      const name = nameOf(tag)
      if (isInside(textName) && written.length < maxWritten) {
        // What a drawing is called is not shown.
        if (!wasInDrawing) written += html.slice(from, Math.min(tag.start, from + maxWritten))
        if (name || tag.name === 'br') written += ' '
      }
      wasInDrawing = tag.isInDrawing
      if (name && tag.closing) close(name)
      else if (name) enter(name)
    },
    mark() {
      const spot = nearest.push(undefined) - 1
      before.push(texts.length)
      waiting.push(spot)
      return spot
    },
    end() {
      while (blocks.length > 0) leave()
      if (options.ofPage) settle({ texts: 0, waiting: 0 })
      return nearest
    },
  }
}
