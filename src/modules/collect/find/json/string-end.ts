/** Where strings of JSON and of scripts end. */

/** The position after the quote that closes the string which begins at `start`, or the end of a text that closes none. */
export function stringEnd(text: string, start: number): number {
  const quote = text[start] ?? ''
  for (let end = text.indexOf(quote, start + 1); end !== -1; end = text.indexOf(quote, end + 1)) {
    if (!isEscaped(text, end, start)) return end + 1
  }
  return text.length
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number, start: number): boolean {
  let before = at - 1
  while (before > start && text[before] === '\\') before--
  return (at - before) % 2 === 0
}
