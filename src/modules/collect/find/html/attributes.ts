/** Reads the attributes of a tag as the HTML Standard's tokenizer does (§ 13.2.5.32 to 13.2.5.39). */

export interface AttributeList {
  /** Names in lower case with their values as written, entities not decoded. Of two with one name, the first counts. */
  attributes: Map<string, string>
  selfClosing: boolean
  /** Position after the tag's `>`. */
  end: number
}

export type AttributeReader = (html: string, start: number) => AttributeList | undefined

/** The reader yields undefined where the document ends inside the tag: browsers drop such a tag. */
export function createAttributeReader(): AttributeReader {
  const nameAndEquals = /[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)?[\t\n\f\r ]*(=)?[\t\n\f\r ]*/y
  const unquoted = /[^\t\n\f\r >]*/y

  return function readAttributes(html, start) {
    const attributes = new Map<string, string>()
    let at = start
    while (at < html.length && html[at] !== '>') {
      nameAndEquals.lastIndex = at
      const [, name, equals] = nameAndEquals.exec(html) ?? []
      const value = equals ? readValue(html, nameAndEquals.lastIndex) : { value: '', end: nameAndEquals.lastIndex }
      if (!value) return undefined
      if (name && !attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), withoutNulls(value.value))
      at = value.end
    }
    if (at >= html.length) return undefined
    return { attributes, selfClosing: html[at - 1] === '/', end: at + 1 }
  }

  function readValue(html: string, start: number): { value: string; end: number } | undefined {
    const quote = html[start]
    if (quote !== '"' && quote !== "'") {
      unquoted.lastIndex = start
      return { value: unquoted.exec(html)?.[0] ?? '', end: unquoted.lastIndex }
    }
    const end = html.indexOf(quote, start + 1)
    return end === -1 ? undefined : { value: html.slice(start + 1, end), end: end + 1 }
  }
}

function withoutNulls(value: string): string {
  return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
}
