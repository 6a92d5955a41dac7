/** From the tags of the reading library to plain values. They are cleaned and limited elsewhere. */

/** What the library says of a tag; which of these parts are there, and their types, depends on the tag. */
export interface Tag {
  value?: unknown
  description?: unknown
  computed?: unknown
}

const maxNumbers = 16
const maxDepth = 4
const pointers = /(Pointer|Offsets?|ByteCounts)$/

/** Undefined for what is no information to people: pointers into the file, binary data. */
export function exifValue(name: string, { value, description, computed }: Tag): unknown {
  if (pointers.test(name) || isBinary(value, description)) return undefined
  if (typeof computed === 'string') return computed
  // A fraction is a number; a code of a list is what it stands for.
  if (Array.isArray(value) && typeof computed === 'number') return computed
  if (description !== '' && description !== 'Unknown') return description
  return isShortList(computed) ? computed : undefined
}

/** Of a field that is there several times, all. */
export function iptcValue(tag: Tag | Tag[]): unknown {
  return Array.isArray(tag) ? tag.map(({ description }) => description) : tag.description
}

/** Text, a list, or parts by their names; of a text in several languages the one that the file takes as default. */
export function xmpValue({ value, description }: Tag, depth = 0): unknown {
  if (depth > maxDepth) return undefined
  if (Array.isArray(value)) return isInLanguages(value) ? value[0].value : value.map((each) => xmpItem(each, depth))
  return typeof value === 'object' && value !== null ? xmpItem(value, depth) : (value ?? description)
}

function xmpItem(item: unknown, depth: number): unknown {
  if (typeof item !== 'object' || item === null) return item
  if ('value' in item) return xmpValue(item, depth + 1)
  return Object.fromEntries(Object.entries(item).map(([name, tag]) => [name, xmpValue(tag as Tag, depth + 1)]))
}

function isInLanguages(items: unknown[]): items is [{ value: string }] {
  const languages = items.map((item) => (item as { attributes?: { lang?: unknown } } | null)?.attributes?.lang)
  return languages.length > 0 && languages.every((language) => language !== undefined)
}

/** The library describes what it does not know as "[Raw maker note data]" or "<faulty value>", or number by number. */
function isBinary(value: unknown, description: unknown): boolean {
  if (typeof description !== 'string') return false
  return (
    /^\[.*\]$|^<faulty value>$/.test(description) ||
    (Array.isArray(value) && value.length > maxNumbers && /^\d+, \d/.test(description))
  )
}

function isShortList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= maxNumbers
}
