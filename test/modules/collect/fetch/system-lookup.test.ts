import t from 'tap'
import { createSystemLookup } from '../../../../src/modules/collect/fetch/system-lookup.ts'

t.test('system lookup: a name is asked for once, however many wait; failures are asked again', async (t) => {
  const asked: string[] = []
  const lookup = createSystemLookup(async (hostname) => {
    asked.push(hostname)
    if (asked.length === 1) throw new Error('not now')
    return ['127.0.0.1']
  })
  await t.rejects(Promise.all([lookup('a.test'), lookup('a.test')]))
  t.same(await Promise.all([lookup('a.test'), lookup('a.test'), lookup('a.test')]), Array(3).fill(['127.0.0.1']))
  t.same(await lookup('b.test'), ['127.0.0.1'])
  t.same(asked, ['a.test', 'a.test', 'b.test'])
})

t.test('system lookup: the names of this machine', async (t) => {
  t.ok((await createSystemLookup()('localhost')).length > 0)
})
