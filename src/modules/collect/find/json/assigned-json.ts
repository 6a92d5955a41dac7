/** Finds the JSON that plain scripts assign (`window.__STATE__ = {…}`). Nothing is run: what is no JSON is passed over. */
import { parseJson } from './parse-json.ts'
import { stringEnd } from './string-end.ts'

const member = String.raw`(?:window|self|globalThis)\s*(?:\.\s*(?!__next_f\b)[\w$]+|\[\s*["'][\w$.:-]+["']\s*\])`
const target = String.raw`(?:(?:var|let|const)\s+[\w$]+|${member}|__\w+__)`
const value = String.raw`(?:[\w$.]+\s*\|\|\s*)?(?=[[{]|JSON\.parse\(\s*["'])(JSON\.parse\(\s*)?`
const flightPush = String.raw`__next_f(?:\s*\|\|\s*\[\s*\]\s*\))?\s*\.\s*push\s*\(\s*(?=\[)`

/** At the start of a statement or of a line. */
const marks = new RegExp(String.raw`(?:^|[;{}(),\n\r])[^\S\n\r]*${target}\s*=\s*${value}|(${flightPush})`, 'g')

export interface AssignedJson {
  values: unknown[]
  /** Pieces of Next.js's flight data, as pushed. */
  flight: string[]
}

export function mayAssignJson(script: string): boolean {
  return script.search(marks) !== -1
}

/** What was read once, right or wrong, is not read again: linear. */
export function readAssignedJson(script: string): AssignedJson {
  const found: AssignedJson = { values: [], flight: [] }
  const mark = new RegExp(marks)
  for (let match = mark.exec(script); match; match = mark.exec(script)) {
    const [, isParsed, isFlight] = match
    const start = mark.lastIndex
    const end = isParsed ? stringEnd(script, start) : valueEnd(script, start)
    const json = parseJson(isParsed ? readString(script.slice(start, end)) : script.slice(start, end))
    if (!isFlight) found.values.push(json)
    else if (Array.isArray(json) && json[0] === 1 && typeof json[1] === 'string') found.flight.push(json[1])
    mark.lastIndex = Math.max(start, end)
  }
  return found
}

/** The position after the bracket that closes the one at `start`, or that of the first character that JSON knows not. */
function valueEnd(script: string, start: number): number {
  const brackets = /["[\]{}]|[^\s,:\w.+-]/g
  brackets.lastIndex = start
  let depth = 0
  for (let match = brackets.exec(script); match; match = brackets.exec(script)) {
    const [bracket] = match
    if (bracket === '"') brackets.lastIndex = stringEnd(script, match.index)
    else if (bracket === '[' || bracket === '{') depth += 1
    else if (bracket !== ']' && bracket !== '}') return match.index
    else if (--depth === 0) return brackets.lastIndex
  }
  return script.length
}

/** The text of a string as scripts write it. */
function readString(literal: string): string {
  const json = literal.slice(1, -1).replace(/\\(?:x([\da-f]{2})|u\{([\da-f]{1,6})\}|(.))|"/gis, spellAsJson)
  const text = parseJson(`"${json}"`)
  return typeof text === 'string' ? text : ''
}

function spellAsJson(found: string, byte?: string, code?: string, character?: string): string {
  if (byte) return `\\u00${byte}`
  if (code) return Number.parseInt(code, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(code, 16)) : ''
  if (character === undefined) return `\\${found}`
  return /["\\/bfnrtu]/.test(character) ? found : character.trim()
}
