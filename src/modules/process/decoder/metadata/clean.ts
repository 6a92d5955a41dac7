/** Makes what a stranger wrote fit for storing: plain values only, no control characters, nothing endless. */
import type { MetadataValue } from '#catalog'

const maxText = 2000
const maxItems = 64
const maxDepth = 4

export interface Cleaned {
  /** Undefined where nothing is left. */
  value: MetadataValue | undefined
  /** Something was cut. */
  truncated: boolean
}

export function clean(untrusted: unknown, depth = 0): Cleaned {
  if (typeof untrusted === 'string') return cleanText(untrusted)
  if (typeof untrusted === 'boolean') return { value: untrusted, truncated: false }
  if (typeof untrusted === 'number') return { value: finite(untrusted), truncated: false }
  if (typeof untrusted !== 'object' || untrusted === null || ArrayBuffer.isView(untrusted)) return nothing
  if (depth === maxDepth) return { value: undefined, truncated: true }
  return Array.isArray(untrusted) ? cleanList(untrusted, depth) : cleanParts(untrusted, depth)
}

const nothing: Cleaned = { value: undefined, truncated: false }

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined
}

function cleanText(untrusted: string): Cleaned {
  const text = untrusted
    .slice(0, maxText + 1)
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // Nobody typed them, and what shows the text may obey them.
    .replaceAll(/[\p{Cc}--[\t\n]]/gv, '')
    .trim()
  if (text === '') return nothing
  return untrusted.length <= maxText ? { value: text, truncated: false } : { value: `${text}…`, truncated: true }
}

function cleanList(untrusted: unknown[], depth: number): Cleaned {
  const items = untrusted.slice(0, maxItems).map((item) => clean(item, depth + 1))
  const values = items.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const truncated = untrusted.length > maxItems || items.some((item) => item.truncated)
  return { value: values.length > 0 ? values : undefined, truncated }
}

function cleanParts(untrusted: object, depth: number): Cleaned {
  const all = Object.entries(untrusted)
  const parts = all.slice(0, maxItems).map(([name, part]) => ({ name: cleanName(name), ...clean(part, depth + 1) }))
  const values = parts.flatMap(({ name, value }) => (name === undefined || value === undefined ? [] : [[name, value]]))
  const truncated = all.length > maxItems || parts.some((part) => part.truncated)
  return { value: values.length > 0 ? Object.fromEntries(values) : undefined, truncated }
}

/** Names are a stranger's too, and one of them would change what an object is. */
export function cleanName(untrusted: string): string | undefined {
  const { value } = cleanText(untrusted.slice(0, 100))
  return typeof value === 'string' && value !== '__proto__' ? value : undefined
}
