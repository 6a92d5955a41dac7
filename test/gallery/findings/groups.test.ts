import t from 'tap'
import { groupOf, groups, queriesOf, toneOf } from '../../../src/gallery/findings/groups.ts'
import { verdictInWords } from '../../../src/gallery/words/verdicts.ts'
import { pageCounts, resourceCounts } from '../../../src/modules/collect/types.ts'

const counts = { pages: pageCounts, images: resourceCounts }
for (const kind of ['pages', 'images'] as const) {
  t.test(`groups: every verdict of ${kind} is in the group that the run counts it in`, async (t) => {
    for (const [verdict, group] of Object.entries(counts[kind])) t.equal(groupOf(kind, verdict)?.name, group, verdict)
    const known = groups[kind].flatMap(({ verdicts }) => verdicts)
    t.same([...known].sort(), Object.keys(counts[kind]).sort())
    for (const verdict of known) t.not(verdictInWords(verdict), verdict)
  })
}

t.test('groupOf: no filter and an unknown one', async (t) => {
  t.equal(groupOf('pages', ''), undefined)
  t.equal(groupOf('pages', 'stored'), undefined)
})

t.test('queriesOf: all, a group, a verdict in it, a change', async (t) => {
  t.same(queriesOf('images', ''), [{}])
  const failed = ['http-error', 'timeout', 'redirect-loop', 'network-error'].map((verdict) => ({ verdict }))
  t.same(queriesOf('pages', 'failed'), failed)
  t.same(queriesOf('pages', 'timeout'), [{ verdict: 'timeout' }])
  t.same(queriesOf('images', 'stored'), [{ verdict: 'stored' }])
  t.same(queriesOf('images', 'gone'), [{ change: 'gone' }])
})

t.test('toneOf: good, bad, neither', async (t) => {
  t.same(['fetched', 'broken', 'timeout', 'out-of-scope', 'waiting'].map(toneOf), [
    'succeeded',
    'failed',
    'failed',
    'queued',
    'queued',
  ])
})
