/** Tells an SVG that is no XML, of which browsers show nothing, from one that only our rasteriser cannot draw. */

/**
 * Errors of libxml2 (xmlerror.h) that are said of the document itself: not of limits, of encodings that are read otherwise
 * elsewhere, or of files beside it.
 */
const faults = new Set([4, 5, 6, 7, 8, 9, 23, 26, 38, 39, 41, 42, 45, 62, 63, 64, 65, 68, 72, 73, 75, 76, 77, 80])
const undeclaredEntity = 26
/** Namespaces in XML: a prefix that nobody declared, an empty name, two colons. */
const isNamespaceFault = (code: number) => code >= 200 && code <= 204

/** What is wrong with it, in the words of libxml2; undefined where nothing is, as far as `error`, of drawing it, says. */
export function xmlFault(error: unknown, bytes: Buffer): string | undefined {
  const message = error instanceof Error ? error.message : ''
  const [, code, words] = /XML parse error: [^\n]*?\bcode[ =](\d+)\b[^\n]*?:\s(\D[^\n]*)/.exec(message) ?? []
  const number = Number(code)
  // A document type may declare entities in a file that is not read.
  if (number === undeclaredEntity && bytes.includes('<!DOCTYPE')) return undefined
  return faults.has(number) || isNamespaceFault(number) ? words : undefined
}
