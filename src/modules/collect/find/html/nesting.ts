/** Keeps open and close tags in balance, in constant time for each. */

/** Browsers stop nesting at this depth as well. */
const maxDepth = 512

export interface Nesting {
  /** False when the nesting is too deep: the element must then stand without children. */
  open(name: string): boolean
  /** The end tags that closing this element takes, with those of what was left open inside it; '' when it is not open. */
  close(name: string): string
  closeAll(): string
  isInside(name: string): boolean
  depth(): number
}

export function createNesting(): Nesting {
  const names: string[] = []
  const counts = new Map<string, number>()
  const isInside = (name: string) => (counts.get(name) ?? 0) > 0

  function open(name: string): boolean {
    if (names.length >= maxDepth) return false
    names.push(name)
    counts.set(name, (counts.get(name) ?? 0) + 1)
    return true
  }

  function closeLast(): string {
    const name = names.pop() ?? ''
    counts.set(name, (counts.get(name) ?? 0) - 1)
    return `</${name}>`
  }

  function close(name: string): string {
    let markup = ''
    while (isInside(name)) {
      const isLast = names.at(-1) === name
      markup += closeLast()
      if (isLast) break
    }
    return markup
  }

  function closeAll(): string {
    let markup = ''
    while (names.length > 0) markup += closeLast()
    return markup
  }

  return { open, close, closeAll, isInside, depth: () => names.length }
}
