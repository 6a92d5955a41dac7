/** Reads the JSON of strangers: of what is broken, what many pages break alike is mended first. */
import { stringEnd } from './string-end.ts'

/** What is longer than these 4 Mi characters is left alone: as objects it takes some twenty times as much memory. */
const maxLength = 4 * 1024 * 1024

const opening = /^(?:[\s\uFEFF]|<!--|<!\[CDATA\[|\/\/|\/\*|\*\/)+/
const closings = ['-->', ']]>', '//', '/*', '*/', ';']

/**
 * Undefined where it stays broken. Mended are the wrappers of old scripts (comments, CDATA), line ends and needless
 * backslashes in strings, commas before a closing bracket, `undefined`. Linear.
 */
export function parseJson(untrusted: string): unknown {
  if (untrusted.length > maxLength) return undefined
  const text = unwrap(untrusted)
  return tryParse(text) ?? (isWhole(text) ? tryParse(mend(text)) : undefined)
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isWhole(text: string): boolean {
  return '[{'.includes(text.charAt(0)) && ']}'.includes(text.slice(-1))
}

function unwrap(text: string): string {
  let bare = text.replace(opening, '').trimEnd()
  for (let mark = lastMark(bare); mark; mark = lastMark(bare)) bare = bare.slice(0, -mark.length).trimEnd()
  return bare
}

function lastMark(text: string): string | undefined {
  return closings.find((mark) => text.endsWith(mark))
}

function mend(text: string): string {
  const parts: string[] = []
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at)
    const start = quote === -1 ? text.length : quote
    const end = stringEnd(text, start)
    parts.push(mendOutside(text.slice(at, start)), mendString(text.slice(start, end)))
    at = end
  }
  return parts.join('')
}

function mendOutside(text: string): string {
  return text.replace(/,(?=\s*[\]}])/g, '').replace(/\bundefined\b/g, 'null')
}

function mendString(literal: string): string {
  return literal.replace(/\\(u[\da-f]{4}|.)|\p{Cc}/gisu, (found, escaped: string | undefined) => {
    if (escaped === undefined) return `\\u00${found.charCodeAt(0).toString(16).padStart(2, '0')}`
    return /^(?:u.{4}|["\\/bfnrt])$/.test(escaped) ? found : mendString(escaped)
  })
}
