import t from 'tap'
import { readReason, verdictInWords } from '../../../src/gallery/words/verdicts.ts'

t.test('readReason: the mark for programs is told by itself', async (t) => {
  t.same(readReason('needs-browser: it shows nothing without.'), {
    needsBrowser: true,
    words: 'It shows nothing without.',
  })
  t.same(readReason('needs-browser:'), { needsBrowser: true, words: null })
  t.same(readReason('It says needs-browser: not so.'), { needsBrowser: false, words: 'It says needs-browser: not so.' })
  t.same(readReason(null), { needsBrowser: false, words: null })
})

t.test('verdictInWords: one that is not known is shown as it is', async (t) => {
  t.equal(verdictInWords('robots'), 'Closed to crawlers')
  t.equal(verdictInWords('odd'), 'odd')
})
