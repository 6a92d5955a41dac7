/** Tells an SVG that was cut short from one that only our rasteriser cannot draw. */
import { decodeText, findSvgRoot } from '../../svg-root.ts'

/** Comments may stand behind the root element. */
const maxSearched = 64 * 1024

/** Whether the root element is closed: by its end tag near the end of the document, or within its start tag. */
export function isComplete(bytes: Buffer): boolean {
  const root = findSvgRoot(bytes)
  if (root?.endsWith('/>')) return true
  // UTF-16 has nothing but zero bytes between the letters of the tag.
  const tail = decodeText(bytes.subarray(-maxSearched)).replaceAll('\0', '')
  return /<\/(?:[\w.-]+:)?svg\s*>/.test(tail)
}
