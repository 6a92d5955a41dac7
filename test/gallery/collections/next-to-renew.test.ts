import t from 'tap'
import type { Collection, RunState } from '../../../src/gallery/api/types.ts'
import { nextToRenew } from '../../../src/gallery/collections/next-to-renew.ts'

const known = (states: Record<string, RunState | null>) =>
  Object.entries(states).map(([id, state]) => ({ id, run: state && { state } }) as Collection)

t.test('nextToRenew: what is collected before what waits, the oldest first, and nothing that has ended', async (t) => {
  const newestFirst = known({ f: 'queued', e: 'running', d: 'partial', c: 'queued', b: null, a: 'running' })
  t.same(nextToRenew(newestFirst, new Map()), ['a', 'e', 'c', 'f'])
})

t.test('nextToRenew: everything has its turn', async (t) => {
  const newestFirst = known({ e: 'queued', d: 'queued', c: 'queued', b: 'queued', a: 'running' })
  const rounds = new Map<string, number>()
  const asked = []
  for (const round of [1, 2, 3]) {
    const due = nextToRenew(newestFirst, rounds).slice(0, 3)
    for (const id of due) rounds.set(id, round)
    asked.push(due.join(''))
  }
  t.same(asked, ['abc', 'ade', 'abc'])
})
