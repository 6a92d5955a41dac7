/** The tree of a sifted page, built by node-html-parser. */
import { HTMLElement, parse } from 'node-html-parser'
import type { Label } from './labels.ts'
import type { SiftedPage } from './markup.ts'
import { siftPage } from './sieve.ts'
import type { MarkupOptions } from './tags.ts'

export interface Element {
  /** In lower case. */
  tag: string
  /** Names in lower case, entities decoded, the first of two counts. A name that is not there is undefined. */
  attributes: Readonly<Record<string, string | undefined>>
  /** The text inside, entities decoded where the element's text knows them. */
  text: string
  /** What the page says of it, where it may be a picture. */
  label: Label
}

/** Every element in document order, each with what its parent's visit returned; the page's own level has `outside`. */
export function walkPage<Place>(
  html: string,
  outside: Place,
  visit: (element: Element, place: Place) => Place,
  options?: MarkupOptions,
): void {
  const { markup, ...told } = siftPage(html, options)
  const root = parse(markup, {
    blockTextElements: { style: true },
    parseNoneClosedTags: true,
    preserveTagNesting: true,
  })
  const waiting = [{ node: root, place: outside }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const place = next.node === root ? outside : visit(readElement(next.node, told), next.place)
    const children = next.node.childNodes
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index]
      if (child instanceof HTMLElement) waiting.push({ node: child, place })
    }
  }
}

function readElement(node: HTMLElement, { texts, labels }: Omit<SiftedPage, 'markup'>): Element {
  const tag = node.rawTagName
  const { attributes } = node
  const label = labels[Number(attributes.spot)] ?? {}
  return { tag, attributes, text: readText(node, texts[Number(attributes.text)]), label }
}

function readText(node: HTMLElement, sifted: string | undefined): string {
  if (sifted !== undefined) return sifted
  if (node.rawTagName === 'style') return node.rawText
  return node.rawTagName === 'title' ? node.text : ''
}
