/** Words of a text, spelled alike whoever wrote them: what is stored and what is asked for are compared as they are. */

/** Written without spaces between words, so each character is a word. */
const single = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const words = new RegExp(String.raw`[[${single}]&&[\p{L}\p{N}]]|[[\p{L}\p{N}]--[${single}]]+`, 'gv')

/** An alt text may be a whole page; a word may be its encoded bytes. In UTF-16 units and characters. */
const maxText = 2000
const maxWord = 32

/** In their order, with repetitions. Nothing but letters and digits is left, so that no text can be syntax of a database. */
export function wordsOf(text: string): string[] {
  return (plain(text.slice(0, maxText)).match(words) ?? []).map(cut)
}

/** Without case and marks: `É` and `e` are one letter, as are `ß` and `ss`, `ς` and `σ`, `ﬁ` and `fi`. */
function plain(text: string): string {
  const bare = withoutMarks(text.toUpperCase().toLowerCase())
  return withoutMarks(bare.toUpperCase().toLowerCase()).replaceAll('ς', 'σ')
}

function withoutMarks(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '')
}

function cut(word: string): string {
  return word.length > maxWord ? [...word].slice(0, maxWord).join('') : word
}
