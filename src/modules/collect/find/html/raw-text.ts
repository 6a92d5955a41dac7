/** Elements whose content is text and never markup, and where that text ends. */

const rawTextElements = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes'])

export function isRawText(name: string): boolean {
  return rawTextElements.has(name) || name === 'plaintext'
}

/** Position of the end tag that closes the text, or of the document's end. */
export function findRawTextEnd(html: string, name: string, start: number): number {
  if (name === 'plaintext') return html.length
  if (name === 'script') return findScriptEnd(html, start)
  const endTag = new RegExp(`</${name}[\\t\\n\\f\\r />]`, 'gi')
  endTag.lastIndex = start
  return endTag.exec(html)?.index ?? html.length
}

/** Inside `<!-- <script>` the first `</script>` belongs to the inner one ("script data double escaped"). */
function findScriptEnd(html: string, start: number): number {
  const marks = /<!--|-->|<(\/?)script[\t\n\f\r />]/gi
  marks.lastIndex = start
  let isEscaped = false
  let isDoubleEscaped = false
  for (let mark = marks.exec(html); mark; mark = marks.exec(html)) {
    if (mark[0] === '<!--') {
      isEscaped = true
      marks.lastIndex = mark.index + 2
    } else if (mark[0] === '-->') isEscaped = isDoubleEscaped = false
    else if (!mark[1]) isDoubleEscaped = isEscaped
    else if (isDoubleEscaped) isDoubleEscaped = false
    else return mark.index
  }
  return html.length
}
