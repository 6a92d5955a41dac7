/** What a page says of the pictures on it beside their alt texts: captions and headings. */
import { createNearest } from './nearest.ts'
import type { Tag } from './tags.ts'

export interface Label {
  /** The caption (`figcaption`) of the figure around. */
  caption?: string
  /** The nearest heading. */
  heading?: string
}

export interface Labels {
  /** To be called for every tag that is shown, in order; the text before it begins at `from`. */
  read(tag: Tag, from: number): void
  /** Numbers where the page is read now; the first is 0. */
  mark(): number
  /** The label of each number. */
  end(): Label[]
}

const headings = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

const blocks = new Set(
  (
    'a address article aside body button center dd details dialog div dl dt fieldset figure footer form head header ' +
    'hgroup li main nav ol section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)
const siblings = new Set(['dd', 'dt', 'li', 'tbody', 'td', 'th', 'tr'])

export function createLabels(html: string): Labels {
  const [heading, caption] = [
    createNearest(html, { texts: headings, blocks, siblings, ofPage: true }),
    createNearest(html, { texts: new Set(['figcaption']), blocks: new Set(['figure']), keepInside: true }),
  ]

  return {
    read(tag, from) {
      heading.read(tag, from)
      caption.read(tag, from)
    },
    mark() {
      heading.mark()
      return caption.mark()
    },
    end() {
      const captions = caption.end()
      return heading.end().map((text, at) => toLabel(text, captions[at]))
    },
  }
}

function toLabel(heading: string | undefined, caption: string | undefined): Label {
  return { ...(caption && { caption }), ...(heading && { heading }) }
}
