/** Cuts the inline drawings out of a page that may be pictures of their own. */
import { isIcon } from '../svg/size.ts'
import type { Markup } from './markup.ts'
import type { Tag } from './tags.ts'

/** The source of a larger one is left alone. */
const maxLength = 1024 * 1024

export interface Drawings {
  /** To be called for every tag that is shown, in order. */
  read(tag: Tag): void
  end(): void
}

export function createDrawings(html: string, markup: Markup): Drawings {
  let isInside = false
  let finish: ((end: number) => void) | undefined

  function open({ start, attributes }: Tag): void {
    if (isIcon(attributes)) return
    const keep = markup.reserve('svg')
    finish = (end) => {
      if (end - start <= maxLength) keep(html.slice(start, end))
    }
  }

  function close(end: number): void {
    finish?.(end)
    finish = undefined
  }

  return {
    read(tag) {
      if (isInside && !tag.isInDrawing) close(tag.name === 'svg' ? tag.end : tag.start)
      if (!isInside && tag.isInDrawing) open(tag)
      isInside = tag.isInDrawing
    },
    end: () => close(html.length),
  }
}
