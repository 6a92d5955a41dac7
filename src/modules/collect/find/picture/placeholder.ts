/** Recognises what pages show until a script puts the real picture there. */
import { lastSegment } from '../address/image-file.ts'

const surely = /placeholder|lazyload|cleardot/i
const word = /^(?:1x1|blank|clear|dummy|empty|gr[ae]y|lazy|load(?:er|ing)|pixel|shim|spacer|trans(?:parent)?)$/i
/** What says no more than that it is an image, and of which size. */
const filler = /^(?:\d+(?:x\d+)?|\d*px|ajax|bg|black|default|gif|icon|image|img|png|spinner|svg|white)$/i

/**
 * A guess that only ever lowers a rank: a picture that has no other candidate is taken all the same. Most of these words stand in
 * honest names too (`sofa-grey.jpg`, `logo-transparent.png`): such a name consists of nothing else.
 */
export function isPlaceholder(url: string): boolean {
  if (/^data:/i.test(url)) return true
  const name = lastSegment(url)
  const words = name.split(/[._-]+/, 20).filter((part) => part !== '')
  return surely.test(name) || (words.some((part) => word.test(part)) && words.every((part) => isEmptyWord(part)))
}

function isEmptyWord(part: string): boolean {
  return word.test(part) || filler.test(part)
}
