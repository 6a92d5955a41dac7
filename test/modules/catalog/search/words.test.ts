/** Texts and file names as words, and what is asked for as words. */
import t from 'tap'
import { fileWords } from '../../../../src/modules/catalog/search/file-words.ts'
import { askedWords, createWordReader } from '../../../../src/modules/catalog/search/image-words.ts'
import { wordsOf } from '../../../../src/modules/catalog/search/words.ts'

const texts: [text: string, words: string][] = [
  ['', ''],
  ['A hill, seen from below', 'a hill seen from below'],
  ['CAFÉ Crème', 'cafe creme'],
  ['Cafe\u0301', 'cafe'],
  ['Straße STRASSE', 'strasse strasse'],
  ['ΟΔΟΣ οδος', 'οδοσ οδοσ'],
  ['İstanbul ﬁn', 'istanbul fin'],
  ["rock'n'roll -- (1999/2000)", 'rock n roll 1999 2000'],
  ['東京タワー tower', '東 京 タ ワ ー tower'],
  ['😀 ❤️ © *', ''],
  ['"a" OR b* NEAR(c) :* & | ! \\ % _', 'a or b near c'],
  ['\0\uD800x\uFFFD', 'x'],
  ['①②  ½', '12 1 2'],
  ['x'.repeat(100), 'x'.repeat(32)],
  ['a '.repeat(5000), 'a '.repeat(1000).trim()],
]

const addresses: [url: string, words: string][] = [
  ['http://site.test/photos/BlueBird2024.jpg', 'bluebird2024 blue bird 2024'],
  ['http://site.test/blue-bird_of%20Paradise.final.PNG?x=Y.z', 'blue bird of paradise final'],
  ['http://site.test/HTMLParser', 'htmlparser html parser'],
  ['http://site.test/caf%C3%A9.webp', 'cafe'],
  ['http://site.test/%E0%A4%A.png', 'e0 e 0 a4 a 4'],
  ['http://site.test/3f9a2b7c1d4e.jpg', '3f9a2b7c1d4e'],
  ['http://site.test/folder/', 'folder'],
  ['http://site.test/', ''],
  ['data:image/png', ''],
  ['no address', ''],
]

t.test('wordsOf: letters and digits, spelled alike', async (t) => {
  for (const [text, words] of texts) t.equal(wordsOf(text).join(' '), words, JSON.stringify(text.slice(0, 40)))
})

t.test('wordsOf: of every character, words stay as they are when they are read again', async (t) => {
  const isStable = (text: string) => {
    const words = wordsOf(text)
    return (
      wordsOf(words.join(' ')).join(' ') === words.join(' ') && words.every((word) => /^[\p{L}\p{N}]+$/u.test(word))
    )
  }
  const codes = Array.from({ length: 0x11_0000 }, (_, code) => code)
  t.strictSame(
    codes.filter((code) => !isStable(`a${String.fromCodePoint(code)}b`)),
    [],
  )
})

t.test('fileWords: the name without its extension, in its parts and whole', async (t) => {
  for (const [url, words] of addresses) t.equal([...new Set(fileWords(url))].join(' '), words, url)
})

t.test('image words: distinct, in order, the names and alt texts first where there are too many', async (t) => {
  const read = createWordReader()
  const use = { alt: 'Red hill', pageTitle: 'The hill', url: 'http://site.test/red.png' }
  t.strictSame(read([use, { ...use, alt: null, pageTitle: null }]), ['hill', 'red', 'the'])
  const titles = Array.from({ length: 1500 }, (_, at) => ({ ...use, alt: `alt ${at % 10}`, pageTitle: `page ${at}` }))
  const many = read(titles)
  t.equal(many.length, 1000)
  t.ok(['red', 'alt', '9', 'page'].every((word) => many.includes(word)))
})

t.test('askedWords: distinct, twenty at most, a file name with or without its extension', async (t) => {
  t.strictSame(askedWords('Hill.JPG, hill big.hill.jpeg v1.5'), ['hill', 'big', 'v1', '5'])
  t.equal(askedWords(Array.from({ length: 50 }, (_, at) => at).join(' ')).length, 20)
  t.strictSame(askedWords('"*&|!:* 😀'), [])
})
