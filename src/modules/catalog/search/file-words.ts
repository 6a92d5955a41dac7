/** Words of the file name in an address: `/a/BlueBird_2024.jpg` is a blue bird of 2024. */
import { wordsOf } from './words.ts'

/** None of a picture inlined in a page. */
export function fileWords(url: string): string[] {
  const runs = fileName(url).match(/[\p{L}\p{N}]+/gu) ?? []
  return runs.flatMap((run) => [...wordsOf(run), ...wordsOf(parts(run))])
}

/** The last part of the path that is not empty, without its extension. */
function fileName(url: string): string {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return ''
  const name = new URL(url).pathname.split('/').findLast((part) => part !== '') ?? ''
  return decoded(name)
    .normalize('NFC')
    .slice(0, 255)
    .replace(/\.[a-z0-9]{1,5}$/i, '')
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Where small letters meet large ones and letters meet digits; the last of several large letters begins a word. */
const seams = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu

/** Digits and letters in turns: made by a machine, and no words. */
const identifier = /(?:\p{N}+\p{L}+){3}/u

function parts(run: string): string {
  return identifier.test(run) ? '' : run.replace(seams, ' ')
}
