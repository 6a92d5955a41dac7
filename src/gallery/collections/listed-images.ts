/** A list of images as people paste it: one address a line; from a table, the next columns are alt text and page. */
import type { FieldError, ListedImage } from '../api/types.ts'
import { completeAddress } from '../words/addresses.ts'

export interface PastedList {
  images: ListedImage[]
  /** The line of each image, counted from 1. */
  lines: number[]
}

export interface Mistake {
  line: number
  message: string
}

/** Whether a text is several addresses, where one was expected. */
export function isSeveralLines(text: string): boolean {
  return /\S[^\S\r\n]*[\r\n]\s*\S/.test(text)
}

/** Empty lines count, but name nothing. Whether an address is one is for the server to judge. */
export function readList(text: string): PastedList {
  const list: PastedList = { images: [], lines: [] }
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue
    list.images.push(readLine(line))
    list.lines.push(at + 1)
  }
  return list
}

function readLine(line: string): ListedImage {
  const [url = '', alt = '', page = ''] = line.split('\t').map((column) => column.trim())
  return { url: withScheme(url), ...(alt !== '' && { alt }), ...(page !== '' && { page: withScheme(page) }) }
}

/** What begins with a host gets its scheme; a path or a word alone is no address, and stays as it is to be refused. */
function withScheme(given: string): string {
  return /^(\/\/)?[\w-]+(\.[\w-]+)+(:\d+)?\//.test(given) ? completeAddress(given) : given
}

/** What the server refused of a list, line by line: one mistake each, the first. */
export function mistakesOf(errors: readonly FieldError[], lines: readonly number[]): Mistake[] {
  const mistakes = new Map<number, Mistake>()
  for (const { path, message } of errors) {
    const line = lines[indexOf(path)]
    if (line !== undefined && !mistakes.has(line)) mistakes.set(line, { line, message })
  }
  return [...mistakes.values()]
}

/** Whether an error is about one entry of the list. */
export function isAboutEntry({ path }: FieldError): boolean {
  return !Number.isNaN(indexOf(path))
}

function indexOf(path: string): number {
  return Number(/^\/images\/(\d+)(\/|$)/.exec(path)?.[1] ?? Number.NaN)
}
