/** What addresses are relative to, inside a feed (XML Base). */
import { resolveUrl } from '../address/resolve-url.ts'
import type { XmlElement } from '../xml/open-elements.ts'

export interface Bases {
  enter(element: XmlElement): void
  leave(element: XmlElement): void
  /** As the feed says it here; undefined where it does not. */
  declared(): string | undefined
  resolve(untrusted: string): string | undefined
}

export function createBases(feedUrl: string): Bases {
  const stack: { element: XmlElement; base: string }[] = []
  const declared = () => stack.at(-1)?.base
  const resolve = (untrusted: string) => resolveUrl(untrusted, declared() ?? feedUrl)

  return {
    enter(element) {
      const base = resolve(element.attribute('xml:base') ?? '')
      if (base) stack.push({ element, base })
    },
    leave(element) {
      if (stack.at(-1)?.element === element) stack.pop()
    },
    declared,
    resolve,
  }
}
