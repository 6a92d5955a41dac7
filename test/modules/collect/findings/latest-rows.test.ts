import t from 'tap'
import { latestRows } from '../../../../src/modules/collect/findings/latest-rows.ts'

interface Row {
  key: string
  progress: number
  word: string
}

const row = (key: string, progress: number, word: string): Row => ({ key, progress, word })
const wordsOf = (said: Row[], known: Row[] = []) =>
  latestRows({
    said,
    known: new Map(known.map((each) => [each.key, each])),
    keyOf: ({ key }) => key,
    progressOf: ({ progress }: Row) => progress,
  }).map(({ word }) => word)

t.test('latestRows: the last word on each key', async (t) => {
  t.strictSame(wordsOf([row('a', 0, 'found'), row('b', 0, 'found b'), row('a', 2, 'done')]), ['done', 'found b'])
  t.strictSame(wordsOf([row('a', 2, 'one'), row('a', 2, 'other')]), ['other'])
})

t.test('latestRows: a late word takes nothing back, neither in its batch nor of what is known', async (t) => {
  t.strictSame(wordsOf([row('a', 2, 'done'), row('a', 1, 'late')]), ['done'])
  t.strictSame(wordsOf([row('a', 1, 'late')], [row('a', 2, 'done')]), [])
  t.strictSame(wordsOf([row('a', 2, 'again')], [row('a', 2, 'done')]), ['again'])
})
