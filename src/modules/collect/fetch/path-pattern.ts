/** Path patterns in the syntax of robots.txt (RFC 9309, 2.2.2 and 2.2.3): prefix match, `*`, and `$` at the end. */

/** True where the pattern matches the path from its beginning, both normalised as below. Never backtracks. */
export function matchesPath(pattern: string, path: string): boolean {
  const isAnchored = pattern.endsWith('$')
  const [prefix = '', ...parts] = (isAnchored ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(prefix)) return false
  const last = isAnchored ? parts.pop() : undefined
  let at = prefix.length
  for (const part of parts) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  if (!isAnchored) return true
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last)
}

/** A path, with and without query, whose `*` and `$` mean themselves (RFC 9309, 2.2.3). */
export function normalisePath(path: string): string {
  return spellOneWay(path).replaceAll('*', '%2A').replaceAll('$', '%24')
}

/** A pattern, whose `*` is a wildcard, as is `$` at its end. */
export function normalisePattern(pattern: string): string {
  return spellOneWay(pattern).replace(/\$(?!$)/g, '%24')
}

/**
 * One spelling for what means the same: other than ASCII percent-encoded, hex digits upper case, unreserved bare. What is
 * reserved is bare too, instead of encoded as the RFC has it, so that a pattern's `*` need not know what it stands for;
 * but for what takes a path or a query apart: `/a%2Fb` is one segment, `?a%26b` one parameter.
 */
function spellOneWay(path: string): string {
  const encoded = encodeURI(path.toWellFormed()).replaceAll('%25', '%') // what was encoded before is not encoded twice
  const mark = encoded.indexOf('?')
  if (mark < 0) return spellOctets(encoded, bareInPath)
  return spellOctets(encoded.slice(0, mark), bareInPath) + spellOctets(encoded.slice(mark), bareInQuery)
}

const bareInPath = /[\w.~!'(),:;@-]/
const bareInQuery = /[\w.~!'(),:;@/?-]/

function spellOctets(text: string, bare: RegExp): string {
  return text.replace(/%[0-9a-f]{2}/gi, (octet) => {
    const char = String.fromCharCode(Number.parseInt(octet.slice(1), 16))
    return bare.test(char) ? char : octet.toUpperCase()
  })
}
