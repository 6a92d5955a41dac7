/** What became of an image's address since the run before, in words for people. */
import type { Change } from '../api/types.ts'

interface Words {
  /** As part of a sentence: "12 new". */
  words: string
  hint: string
}

/** In the order in which they are worth a look. */
export const changes: Record<Change, Words> = {
  new: { words: 'new', hint: 'Addresses that gave an image this time and none the last time.' },
  changed: { words: 'changed', hint: 'Addresses that gave another image than the last time.' },
  gone: {
    words: 'gone',
    hint: 'Addresses that gave an image the last time, and are named no more or not there any more.',
  },
  unchanged: { words: 'unchanged', hint: 'Addresses that gave the same image as the last time.' },
}

/** "New", as a mark beside an address. */
export function changeInWords(change: Change): string {
  const { words } = changes[change]
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function isChange(text: string): text is Change {
  return Object.hasOwn(changes, text)
}

/** Those that a sentence on the run names: what there is none of is left out. */
export function changesToTell(counts: Record<Change, number>): Change[] {
  return Object.keys(changes)
    .filter(isChange)
    .filter((change) => counts[change] > 0)
}
