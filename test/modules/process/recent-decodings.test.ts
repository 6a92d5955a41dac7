import t from 'tap'
import type { Decoded } from '../../../src/modules/process/decoder/messages.ts'
import { createRecentDecodings } from '../../../src/modules/process/recent-decodings.ts'

const answer: Decoded = { verdict: 'broken', reason: '' }

function counting() {
  const asked: string[] = []
  const decode = (key: string) => async () => {
    asked.push(key)
    return answer
  }
  return { asked, decode }
}

t.test('recent decodings: the least recently used are forgotten', async (t) => {
  const { asked, decode } = counting()
  const recent = createRecentDecodings({ maxBytes: 2 * 512 })
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await recent.get(key, decode(key))
  t.same(asked, ['a', 'b', 'c', 'b'])
})

t.test('recent decodings: what failed is tried again', async (t) => {
  const { asked, decode } = counting()
  const recent = createRecentDecodings({ maxBytes: 1024 })
  await t.rejects(recent.get('a', () => Promise.reject(new Error('closed'))))
  await recent.get('a', decode('a'))
  t.same(asked, ['a'])
})
