/** The strings of scripts: where they end, and what they say. */
import { parseJson } from './parse-json.ts'
import { stringEnd } from './string-end.ts'

export interface ScriptStrings {
  /** The position after the string whose quote stands at `start`. To be asked from left to right. */
  end(start: number): number
}

/** One between plain quotes ends with its line at the latest: so a quote in a pattern does not swallow the script. */
export function createScriptStrings(script: string): ScriptStrings {
  let lineEnd = -1

  return {
    end(start) {
      if (script[start] === '`') return stringEnd(script, start)
      if (start > lineEnd) lineEnd = (script.indexOf('\n', start) + 1 || script.length + 1) - 1
      return start + stringEnd(script.slice(start, lineEnd), 0)
    },
  }
}

/** The text of a string with its quotes; '' where it is none. */
export function readString(literal: string): string {
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
