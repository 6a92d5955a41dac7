/** Names of which no file system takes two for one: those that come again get the digest of their image. */
import { hash } from 'node:crypto'
import type { FileName } from './file-names.ts'

/** How much of its digest a name has, from what is tried first to what nothing else can have. */
const digits = [0, 8, 64] as const

/** `attempt` is the place of the number of digits in the list above. */
export function spell({ stem, ending }: FileName, digest: string, attempt: number): string {
  const part = digest.slice(0, digits[attempt])
  return part === '' ? `${stem}.${ending}` : `${stem}-${part}.${ending}`
}

export interface UniqueNames {
  /** How a name has to be spelled so that none before is the same. The same names in the same order are spelled alike. */
  attemptFor(name: FileName, digest: string): number
}

export function createUniqueNames(): UniqueNames {
  const taken = createFingerprints()

  return {
    attemptFor(name, digest) {
      // A whole digest at its end is left to the image that it belongs to.
      const first = /-[0-9a-f]{64}$/.test(fold(name.stem)) ? 1 : 0
      for (let attempt = first; attempt < digits.length - 1; attempt++) {
        if (taken.add(fold(spell(name, digest, attempt)))) return attempt
      }
      return digits.length - 1
    },
  }
}

/** The same for names that some file system may take for the same: in other case, composed otherwise, with signs that are not seen. */
export function fold(name: string): string {
  if (/^[ -~]*$/.test(name)) return name.toLowerCase()
  const visible = name.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  return visible.toUpperCase().toLowerCase().normalize('NFKC')
}

/**
 * Texts that were seen, as numbers of 48 bits in one array, 16 to 32 bytes for each: names by the million do not fit
 * otherwise. Two texts with one number cost the second its short name, no more.
 */
function createFingerprints(): { add(text: string): boolean } {
  let slots = new Float64Array(1024)
  let count = 0

  function put(number: number): boolean {
    let at = number % slots.length
    for (; slots[at] !== 0; at = (at + 1) % slots.length) if (slots[at] === number) return false
    slots[at] = number
    return true
  }

  function grow(): void {
    const before = slots
    slots = new Float64Array(2 * before.length)
    for (const number of before) if (number !== 0) put(number)
  }

  return {
    add(text) {
      if (2 * count >= slots.length) grow()
      const isNew = put(hash('sha1', text, 'buffer').readUIntBE(0, 6) + 1)
      if (isNew) count += 1
      return isNew
    },
  }
}
