import t from 'tap'
import { groupOf, groups, toneOf, verdictsOf } from '../../../src/gallery/findings/groups.ts'
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

t.test('verdictsOf: all, a group, a verdict in it', async (t) => {
  t.same(verdictsOf('images', ''), [undefined])
  t.same(verdictsOf('pages', 'failed'), ['http-error', 'timeout', 'redirect-loop', 'network-error'])
  t.same(verdictsOf('pages', 'timeout'), ['timeout'])
  t.same(verdictsOf('images', 'stored'), ['stored'])
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
