/** The elements of a document that are open, from the outermost in. */
import { decodeXML } from 'entities'
import { createVocabulary } from './vocabularies.ts'

export interface XmlElement {
  /** In lower case, as vocabularies.ts spells it: `loc`, `image:loc`. */
  name: string
  /** The value of an attribute by its name in lower case, entities decoded; undefined where there is none. */
  attribute(name: string): string | undefined
  parent: XmlElement | undefined
  /** Other elements stand directly inside. Known at its end. */
  hasElements: boolean
}

export interface OpenElement extends XmlElement {
  /** Position after the start tag. */
  start: number
}

export interface OpenElements {
  depth(): number
  open(written: string, attributes: ReadonlyMap<string, string>, start: number): OpenElement
  /** Closes the innermost of this name, after all that is open inside it; none, when none is open. */
  close(written: string): Generator<OpenElement>
  closeAll(): Generator<OpenElement>
}

/** Each step takes constant time for each element that it opens or closes. */
export function createOpenElements(): OpenElements {
  const elements: { element: OpenElement; written: string; prefixes: string[] }[] = []
  const counts = new Map<string, number>()
  const vocabulary = createVocabulary()

  function open(written: string, attributes: ReadonlyMap<string, string>, start: number): OpenElement {
    const parent = elements.at(-1)?.element
    if (parent) parent.hasElements = true
    const prefixes = vocabulary.declare(attributes)
    const attribute = (name: string) => decode(attributes.get(name))
    const element = { name: vocabulary.nameOf(written), attribute, parent, hasElements: false, start }
    elements.push({ element, written, prefixes })
    counts.set(written, (counts.get(written) ?? 0) + 1)
    return element
  }

  function* closeUntil(isDone: (written: string) => boolean): Generator<OpenElement> {
    for (let last = elements.pop(); last; last = elements.pop()) {
      const left = (counts.get(last.written) ?? 0) - 1
      if (left > 0) counts.set(last.written, left)
      else counts.delete(last.written)
      vocabulary.forget(last.prefixes)
      yield last.element
      if (isDone(last.written)) return
    }
  }

  return {
    depth: () => elements.length,
    open,
    *close(written) {
      if (counts.has(written)) yield* closeUntil((name) => name === written)
    },
    closeAll: () => closeUntil(() => false),
  }
}

function decode(value: string | undefined): string | undefined {
  return value === undefined ? undefined : decodeXML(value)
}
