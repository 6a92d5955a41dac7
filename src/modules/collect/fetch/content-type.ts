/** What a server calls its answer when it says so more than once. */

/** Enough for several values; quotes that never end are looked for again and again. */
const maxLength = 2000

/** Values in a list end with a comma that stands outside of quotes. */
const valuesOfList = /(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/gs
const mediaType = /^\s*([\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+)\s*(?:;|$)/

/**
 * Of several lines, or several values in a line, the last that is a media type; a charset that it lacks comes from one
 * before that names the same type (Fetch Standard, "extract a MIME type"). What is said once stays as it is.
 */
export function contentTypeOf(lines: string[] = []): string | null {
  const values = lines.flatMap((line) => line.slice(0, maxLength).match(valuesOfList) ?? [])
  const types = values.filter((value) => mediaType.test(value) && essenceOf(value) !== '*/*')
  const last = types.at(-1)
  if (values.length < 2 || last === undefined) return lines[0] ?? null
  const others = types.findLastIndex((value) => essenceOf(value) !== essenceOf(last))
  const charset = types.slice(others + 1).findLast((value) => charsetOf(value) !== undefined)
  return charset === undefined || charsetOf(last) !== undefined ? last.trim() : `${last.trim()};${charsetOf(charset)}`
}

function essenceOf(value: string): string | undefined {
  return mediaType.exec(value)?.[1]?.toLowerCase()
}

function charsetOf(value: string): string | undefined {
  return /;\s*(charset\s*=\s*(?:"[^"]*"|[^\s;"]+))/i.exec(value)?.[1]
}
