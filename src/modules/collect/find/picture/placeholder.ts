/** Recognises what pages show until a script puts the real picture there. */
import { lastSegment } from '../address/image-file.ts'

const placeholderName =
  /(?:^|[._-])(?:1x1|blank|clear(?:dot)?|dummy|empty|gr[ae]y|lazy(?:load)?|load(?:er|ing)|pixel|placeholder|shim|spacer|trans(?:parent)?)(?:[._-]|$)/i

/** A guess that only ever lowers a rank: a picture that has no other candidate is taken all the same. */
export function isPlaceholder(url: string): boolean {
  return /^data:/i.test(url) || placeholderName.test(lastSegment(url))
}
