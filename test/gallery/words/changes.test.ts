import t from 'tap'
import { changeInWords, changesToTell, isChange } from '../../../src/gallery/words/changes.ts'
import { changes } from '../../../src/modules/collect/types.ts'

t.test('changes: every one that the API knows has its words', async (t) => {
  for (const change of changes) {
    t.ok(isChange(change), change)
    t.match(changeInWords(change), /^[A-Z]/)
  }
  for (const other of ['', 'stored', 'constructor']) t.notOk(isChange(other), other)
})

t.test('changesToTell: what there is none of is left out, what stayed comes last', async (t) => {
  t.same(changesToTell({ new: 2, changed: 0, unchanged: 5, gone: 1 }), ['new', 'gone', 'unchanged'])
  t.same(changesToTell({ new: 0, changed: 0, unchanged: 0, gone: 0 }), [])
})
