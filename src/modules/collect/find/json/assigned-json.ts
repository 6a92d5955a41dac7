/** Finds the JSON that plain scripts assign (`window.__STATE__ = {…}`, `shop.settings = {…}`). Nothing is run: what is no JSON is passed over. */

import { parseJson } from './parse-json.ts'
import { createScriptStrings, readString } from './script-strings.ts'
import { stringEnd } from './string-end.ts'

const member = String.raw`(?:window|self|globalThis)\s*(?:\.\s*(?!__next_f\b)[\w$]+|\[\s*["'][\w$.:-]+["']\s*\])`
const property = String.raw`[A-Za-z_$][\w$]*(?:\.(?!__next_f\b)[A-Za-z_$][\w$]*)+`
const target = String.raw`(?<![\w$.])(?:(?:var|let|const)\s+[\w$]+|${member}|__\w+__|${property})`
const value = String.raw`(?:[\w$.]+\s*\|\|\s*)?(?=[[{]|JSON\.parse\(\s*["'])(?<parse>JSON\.parse\(\s*)?`
const flightPush = String.raw`(?<flight>__next_f(?:\s*\|\|\s*\[\s*\]\s*\))?\s*\.\s*push\s*\(\s*(?=\[))`
const assignment = String.raw`${target}\s*=\s*${value}|${flightPush}`
const anyAssignment = new RegExp(assignment)
const comment = String.raw`\/\*.*?(?:\*\/|$)|\/\/[^\n\r]*`

export interface AssignedJson {
  values: unknown[]
  /** Pieces of Next.js's flight data, as pushed. */
  flight: string[]
}

/** A quick look, that comments and strings deceive. */
export function mayAssignJson(script: string): boolean {
  return anyAssignment.test(script)
}

/** What was read once, right or wrong, is not read again: linear. */
export function readAssignedJson(script: string): AssignedJson {
  const found: AssignedJson = { values: [], flight: [] }
  const strings = createScriptStrings(script)
  const mark = new RegExp(String.raw`${comment}|(?<quote>["'\x60])|${assignment}`, 'gs')
  for (let match = mark.exec(script); match; match = mark.exec(script)) {
    const { quote, parse, flight } = match.groups ?? {}
    const isComment = match[0].startsWith('/')
    if (quote) mark.lastIndex = strings.end(match.index)
    if (quote || isComment) continue
    const start = mark.lastIndex
    const end = parse ? stringEnd(script, start) : valueEnd(script, start)
    const json = parseJson(parse ? readString(script.slice(start, end)) : script.slice(start, end))
    if (!flight) found.values.push(json)
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
