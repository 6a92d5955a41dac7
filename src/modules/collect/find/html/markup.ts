/** Writes what is kept of a page: clean, balanced markup. */
import { scriptKind } from '../json/script-kind.ts'
import { containers, hasPicture, isKeptAttribute, isKeptName, leaves, neverNested, pictures } from './kept.ts'
import type { Label, Labels } from './labels.ts'
import { createNesting } from './nesting.ts'
import type { Tag } from './tags.ts'

/** Stands for any run of tags that were left out, so that neighbours are known from strangers. */
export const gap = 'wbr'

export interface SiftedPage {
  markup: string
  /** What the parser is not to look into; an element's `text` attribute tells which of them is its own. */
  texts: string[]
  /** An element's `spot` attribute tells which of them is its own. */
  labels: Label[]
}

export interface Markup {
  write(tag: Tag): void
  /** Keeps the place of an element whose text is known later, if at all. */
  reserve(name: string): (text: string) => void
  end(): SiftedPage
}

export function createMarkup(labels: Labels): Markup {
  const parts: string[] = []
  const texts: string[] = []
  const nesting = createNesting()

  function write(tag: Tag): void {
    const { name, closing } = tag
    if (!isKeptName(tag)) leaveOutUnlessStyled(tag)
    else if (containers.has(name)) parts.push(closing ? nesting.close(name) : openContainer(tag))
    else if (closing) leaveOut()
    else if (name === 'style') parts.push(`${openTag(name, tag, '>')}${tag.text}</style>`)
    else if (name === 'title') parts.push(`<title>${tag.text.replaceAll('<', '&lt;')}</title>`)
    else if (name === 'script' && scriptKind(tag.attributes.get('type'), tag.text)) parts.push(withText(tag, tag.text))
    else if (name === 'image' && !tag.isForeign) parts.push(labelled('img', tag))
    else if (leaves.has(name)) parts.push(labelled(name, tag))
    else leaveOutUnlessStyled(tag)
  }

  function openContainer(tag: Tag): string {
    const closed = neverNested.has(tag.name) ? nesting.close(tag.name) : ''
    return closed + (!tag.isEmpty && nesting.open(tag.name) ? labelled(tag.name, tag, '>') : labelled(tag.name, tag))
  }

  function labelled(name: string, tag: Tag, end = '/>'): string {
    return openTag(name, tag, (pictures.has(name) ? markSpot() : '') + end)
  }

  function markSpot(): string {
    return ` spot="${labels.mark()}"`
  }

  function withText(tag: Tag, text: string): string {
    return openTag(tag.name, tag, ` text="${texts.push(text) - 1}"/>`)
  }

  function reserve(name: string): (text: string) => void {
    const [index, spot] = [parts.push('') - 1, markSpot()]
    return (text) => {
      parts[index] = `<${name}${spot} text="${texts.push(text) - 1}"/>`
    }
  }

  function leaveOutUnlessStyled(tag: Tag): void {
    if (!tag.closing && hasPicture(tag.attributes)) parts.push(labelled('div', tag))
    else leaveOut()
  }

  function leaveOut(): void {
    const mark = `<${gap}/>`
    if (parts.at(-1) !== mark) parts.push(mark)
  }

  return {
    write,
    reserve,
    end: () => ({ markup: parts.join('') + nesting.closeAll(), texts, labels: labels.end() }),
  }
}

/** An element without children. */
export function element(name: string, tag: Tag): string {
  return openTag(name, tag, '/>')
}

function openTag(name: string, tag: Tag, end: string): string {
  let markup = `<${name}`
  for (const [attribute, value] of tag.attributes) {
    if (isKeptAttribute(attribute)) markup += ` ${attribute}="${value.replaceAll('"', '&quot;')}"`
  }
  return markup + end
}
