/** Knows the pages that are but the shell of an application, which scripts fill once it runs in a browser. */
import { readTags, type Tag } from './html/tags.ts'
import { foldBlanks, plainText } from './html/text.ts'

/** With so many characters to read, or so many elements in its root, a page is no empty shell. */
const maxText = 200
const maxElements = 10

const rootIds =
  /^(?:root|app|main-app|react-(?:root|app)|app-root|app-container|__next|__nuxt|___gatsby|__layout|svelte|q-app|ember-app|reactroot|vue-app|mount)$/i
const rootNames = /^(?:app|[a-z\d-]+-(?:app|root))$/
const rootAttributes = ['data-reactroot', 'data-v-app', 'data-server-rendered', 'ng-app', 'data-ng-app', 'ng-version']

/** Elements that show nothing. */
const unseen = new Set('html head body title base link meta script style noscript template'.split(' '))

/** Looks at the tags alone, in linear time. */
export function isShell(html: string): boolean {
  const text = createTextCount()
  const root = createRoot()
  let hasScript = false
  let seen = 0
  let at = 0
  for (const tag of readTags(html)) {
    text.read(html.slice(at, tag.start), tag)
    if (text.length() >= maxText) return false
    root.read(tag)
    if (!tag.closing && !text.isHidden() && !unseen.has(tag.name)) seen += 1
    hasScript ||= isProgram(tag)
    at = tag.end
  }
  return hasScript && (root.isEmpty() || text.asksForScripts() || seen + text.length() === 0)
}

function isProgram({ name, closing, attributes }: Tag): boolean {
  if (name !== 'script' || closing) return false
  return attributes.has('src') || attributes.get('type')?.trim().toLowerCase() === 'module'
}

/** Counts what is there to read. */
function createTextCount() {
  let length = 0
  let hidden = ''
  let asks = false

  return {
    /** What stood before the tag. */
    read(raw: string, { name, closing }: Tag): void {
      if (hidden === 'noscript') asks ||= /java\s?script/i.test(raw)
      if (!hidden) length += foldBlanks(plainText(raw)).length
      if (name === 'noscript' || name === 'template') hidden = closing ? '' : name
    },
    length: () => length,
    isHidden: () => hidden !== '',
    asksForScripts: () => asks,
  }
}

/** Follows the first element that looks like an application's root. */
function createRoot() {
  let name = ''
  let depth = 0
  let elements = 0

  return {
    read(tag: Tag): void {
      if (!name && !tag.closing && isRoot(tag)) name = tag.name
      else if (depth === 0) return
      if (tag.name === name) depth += tag.closing ? -1 : 1
      if (!tag.closing && !unseen.has(tag.name)) elements += 1
    },
    isEmpty: () => name !== '' && elements - 1 < maxElements,
  }
}

function isRoot({ name, attributes }: Tag): boolean {
  if (rootNames.test(name) || rootIds.test(attributes.get('id')?.trim() ?? '')) return true
  return rootAttributes.some((attribute) => attributes.has(attribute))
}
