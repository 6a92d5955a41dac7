/** Walks through parsed JSON without recursion: strangers nest as deeply as they like. */

/** Lists and objects below this depth are not looked into. */
const maxDepth = 1000

export type JsonRecord = Record<string, unknown>

/** Called for every value but lists. Returns what the values of a record shall have as their place. */
type Visit<Place> = (value: unknown, key: string, place: Place) => Place

interface Waiting<Place> {
  value: unknown
  key: string
  place: Place
  depth: number
}

/** What stands under these is a list as well (JSON-LD 1.1, section 4.3). */
const listKeys = new Set(['@list', '@set'])

/** In the order written. The items of a list have the key and the place of the list. */
export function walkJson<Place>(root: unknown, outside: Place, visit: Visit<Place>): void {
  const waiting: Waiting<Place>[] = [{ value: root, key: '', place: outside, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, key, place } = next
    const depth = next.depth + 1
    if (depth > maxDepth) continue
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index--) waiting.push({ value: value[index], key, place, depth })
      continue
    }
    const inner = visit(value, key, place)
    if (!isRecord(value)) continue
    for (const [name, child] of Object.entries(value).reverse()) {
      waiting.push({ value: child, depth, ...(listKeys.has(name) ? { key, place } : { key: name, place: inner }) })
    }
  }
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
