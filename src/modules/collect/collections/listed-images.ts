/** Lists of images: checked, without repetitions, and packed for storing. */
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { type FieldError, problem } from '#platform'
import { resolveUrl } from '../find/index.ts'
import { maxListed, NewCollection } from '../schemas.ts'
import type { ListedImage } from '../types.ts'

type Given = NonNullable<NewCollection['images']>[number]

const compress = promisify(gzip)
const decompress = promisify(gunzip)

/** Mistakes that one answer names; nobody reads more. */
const maxMistakes = 100
/** A long list gives way to others now and then. */
const stride = 2000
const partLength = 250

/** The first of several entries with one address and page counts. Rejects with a problem that names the entries that are no addresses. */
export async function checkList(given: Given[]): Promise<ListedImage[]> {
  const images = new Map<string, ListedImage>()
  const mistakes: FieldError[] = []
  for (const [index, entry] of given.entries()) {
    if (index % stride === stride - 1) await setImmediate()
    const image = toListed(entry, `/images/${index}`, mistakes)
    const use = image && `${image.url} ${image.page}`
    if (image && use && !images.has(use)) images.set(use, image)
    if (mistakes.length === maxMistakes) break
  }
  const [first] = mistakes
  if (!first) return [...images.values()]
  throw problem('validation', `The list is not as described: ${first.path} ${first.message}.`, { errors: mistakes })
}

function toListed(entry: Given, path: string, mistakes: FieldError[]): ListedImage | undefined {
  const { url: untrusted, alt = null, page = null } = typeof entry === 'string' ? { url: entry } : entry
  const url = absolute(untrusted)
  const pageUrl = page === null ? null : absolute(page)
  if (url && pageUrl !== undefined) return { url, alt, page: pageUrl }
  const path_ = typeof entry === 'string' ? path : `${path}/${url ? 'page' : 'url'}`
  mistakes.push({ path: path_, message: 'must be an absolute http or https address without user name or password' })
  return undefined
}

function absolute(untrusted: string): string | undefined {
  const url = resolveUrl(untrusted, 'about:blank')
  const given = url && URL.parse(untrusted)
  return given && (given.username || given.password) ? undefined : url
}

/** Some images that a list names for one page. */
export interface ListPart {
  /** null: the list does not say. */
  page: string | null
  images: ListedImage[]
}

/** Images of one page together, in parts that are each read in a moment; compressed. */
export async function packList(images: ListedImage[]): Promise<Buffer> {
  const lines: string[] = []
  for (const [page, shown] of Map.groupBy(images, (image) => image.page)) {
    for (let start = 0; start < shown.length; start += partLength) {
      lines.push(JSON.stringify({ page, images: shown.slice(start, start + partLength) } satisfies ListPart))
      if (lines.length % 10 === 0) await setImmediate()
    }
  }
  return compress(lines.join('\n'))
}

/** The parts of a packed list, in their order. */
export async function* unpackList(packed: Buffer): AsyncGenerator<ListPart> {
  const text = await decompress(packed)
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    yield JSON.parse(text.toString('utf8', start, end === -1 ? text.length : end))
    start = end === -1 ? text.length : end + 1
    await setImmediate()
  }
}

/** One address a line, with the default settings; empty lines do not count. */
export function newListFrom(text: string): NewCollection {
  const images = readLines(text)
  if (images.length > 0 && images.length <= maxListed) return { ...defaultSettings(), images }
  const count = images.length > maxListed ? 'more' : 'none'
  throw problem('validation', `A list has 1 to ${maxListed} addresses, one a line; this one has ${count}.`)
}

/** As the schema says them; what comes in JSON has them from the validator. */
function defaultSettings(): NewCollection {
  const settings = Object.entries(NewCollection.properties).flatMap(([name, schema]) =>
    'default' in schema ? [[name, schema.default]] : [],
  )
  return structuredClone(Object.fromEntries(settings)) as NewCollection
}

/** One line more than a list may have is enough to know. */
function readLines(text: string): string[] {
  const lines: string[] = []
  const line = /[^\r\n]*\S[^\r\n]*/g
  for (let found = line.exec(text); found && lines.length <= maxListed; found = line.exec(text)) lines.push(found[0])
  return lines
}
