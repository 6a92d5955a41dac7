/** Finds the root element of an SVG document, as far as needed to know it and to read its size. */

/** Root elements begin early; what follows this many bytes is not searched. */
const maxSearched = 64 * 1024

/** The start tag of the root element (`<svg …>`, or as much of it as was searched), or undefined when it is no SVG. */
export function findSvgRoot(bytes: Uint8Array): string | undefined {
  const text = decodeText(bytes.subarray(0, maxSearched))
  const start = startOfRoot(text)
  if (!/^<(?:[\w.-]+:)?svg(?=[\s/>])/.test(text.slice(start, start + 100))) return undefined
  return text.slice(start, endOfTag(text, start))
}

/** The text of a document by its byte order mark, UTF-8 without one; markup is ASCII in all the others that matter. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}

/** Where the first element begins: after blanks, XML declaration, processing instructions, comments and doctype. */
export function startOfRoot(text: string): number {
  let at = 0
  while (at < text.length) {
    at = skipBlanks(text, at)
    const end = endOfProlog(text, at)
    if (end === at) return at
    at = end
  }
  return at
}

function endOfProlog(text: string, at: number): number {
  if (text.startsWith('<?', at)) return after(text, '?>', at)
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4)
  if (/^<!doctype\s+(?!html\b)/i.test(text.slice(at, at + 20))) return endOfDoctype(text, at)
  return at
}

function skipBlanks(text: string, at: number): number {
  const blanks = /\s*/y
  blanks.lastIndex = at
  blanks.test(text)
  return blanks.lastIndex
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? text.length : found + mark.length
}

/** A doctype may hold an internal subset in brackets, and `>` within quotes and comments. */
function endOfDoctype(text: string, start: number): number {
  const marks = /<!--|["'>[\]]/g
  marks.lastIndex = start
  let isWithin = false
  for (let mark = marks.exec(text)?.[0]; mark; mark = marks.exec(text)?.[0]) {
    if (mark === '>' && !isWithin) return marks.lastIndex
    if (mark === '[' || mark === ']') isWithin = mark === '['
    else if (mark !== '>') marks.lastIndex = after(text, mark === '<!--' ? '-->' : mark, marks.lastIndex)
  }
  return text.length
}

function endOfTag(text: string, start: number): number {
  const marks = /["'>]/g
  marks.lastIndex = start
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '>') return marks.lastIndex
    marks.lastIndex = after(text, mark[0], marks.lastIndex)
  }
  return text.length
}
