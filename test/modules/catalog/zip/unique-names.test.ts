/** Names of which no file system takes two for one. */
import { createHash } from 'node:crypto'
import t from 'tap'
import { createUniqueNames, fold, spell } from '../../../../src/modules/catalog/zip/unique-names.ts'

const digestOf = (at: number) => createHash('sha256').update(String(at)).digest('hex')

function spellAll(stems: string[], digests = stems.map((_, at) => digestOf(at))): string[] {
  const names = createUniqueNames()
  return stems.map((stem, at) => {
    const name = { stem, ending: 'png' }
    const digest = digests[at] as string
    return spell(name, digest, names.attemptFor(name, digest))
  })
}

t.test('the first has its own name, those after it a part of their digests', async (t) => {
  t.strictSame(spellAll(['a', 'b', 'a', 'a']), [
    'a.png',
    'b.png',
    `a-${digestOf(2).slice(0, 8)}.png`,
    `a-${digestOf(3).slice(0, 8)}.png`,
  ])
})

t.test('the same in other case, composition or compatibility, or with signs that are not seen', async (t) => {
  const alike = ['Straße', 'STRASSE', 'strasse', 'ſtrasse', 'stra\u200dsse', 'ｓtrasse']
  t.equal(new Set(alike.map(fold)).size, 1)
  t.equal(new Set(['\u00e9', 'e\u0301', 'É'].map(fold)).size, 1)
  t.equal(new Set(['ΣΑΣ', 'σας', 'σασ'].map(fold)).size, 1)
  t.equal(new Set(spellAll(alike).map(fold)).size, alike.length)
})

t.test('names that were made to meet others: still none twice', async (t) => {
  const own = digestOf(4)
  const short = own.slice(0, 8)
  const stems = [`a-${short}`, `a-${own}`, `A-${own.toUpperCase()}`, 'a', 'a', `a-${own}-${short}`]
  const spelled = spellAll(stems)
  t.equal(new Set(spelled.map(fold)).size, stems.length)
  t.equal(spelled[4], `a-${own}.png`)
  const twins = [`${short}${'0'.repeat(56)}`, `${short}${'1'.repeat(56)}`, `${short}${'2'.repeat(56)}`]
  t.strictSame(spellAll(['b', 'b', 'b'], twins), ['b.png', `b-${short}.png`, `b-${twins[2]}.png`])
})

t.test('very many: each differs, and they are spelled alike every time', async (t) => {
  const stems = Array.from({ length: 20_000 }, (_, at) => `image ${at % 3000}`)
  const spelled = spellAll(stems)
  t.equal(new Set(spelled).size, stems.length)
  t.strictSame(spellAll(stems), spelled)
})
