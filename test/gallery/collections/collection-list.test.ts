import { mock } from 'node:test'
import t from 'tap'
import { ProblemError, readProblem } from '../../../src/gallery/api/problem.ts'
import type { Collection, RunState } from '../../../src/gallery/api/types.ts'
import { createCollectionList } from '../../../src/gallery/collections/collection-list.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

t.test('collection list: of answers that come one after the other, each stays', async (t) => {
  const { list, renew } = shelf({ c: 'running', b: 'running', a: 'running' })
  await list.more()
  const answers = renew()
  for (const id of ['b', 'c', 'a']) await answers(id, 'succeeded')
  t.same(states(list), { c: 'succeeded', b: 'succeeded', a: 'succeeded' })
})

t.test('collection list: one that was deleted goes, and stays away when another one is renewed', async (t) => {
  const { list, renew } = shelf({ b: 'running', a: 'running' })
  await list.more()
  const answers = renew()
  await answers('a', null)
  t.same(states(list), { b: 'running' })
  await answers('b', 'succeeded')
  t.same(states(list), { b: 'succeeded' })
})

t.test('collection list: it asks for what is active until nothing is', async (t) => {
  const { list, renew, asked } = shelf({ c: 'succeeded', b: 'queued', a: 'running' })
  await list.more()
  const first = renew()
  await first('a', 'succeeded')
  await first('b', 'running')
  const second = renew()
  await second('b', 'partial')
  mock.timers.tick(60_000)
  t.same(asked, ['a', 'b', 'b'])
})

t.test('collection list: nothing is asked for after closing', async (t) => {
  const { list, asked } = shelf({ a: 'running' })
  await list.more()
  list.close()
  mock.timers.tick(60_000)
  t.same(asked, [])
})

function states({ items }: ReturnType<typeof createCollectionList>) {
  return Object.fromEntries(items.value.map(({ id, run }) => [id, run?.state]))
}

function collection(id: string, state: RunState) {
  return { id, run: { state } } as Collection
}

/** A list whose renewals are answered by hand: `renew()` lets the next round begin, and gives what answers in it. */
function shelf(first: Record<string, RunState>) {
  const asked: string[] = []
  const waiting = new Map<string, PromiseWithResolvers<Collection>>()
  const items = Object.entries(first).map(([id, state]) => collection(id, state))
  function getCollection(id: string) {
    asked.push(id)
    const answer = Promise.withResolvers<Collection>()
    waiting.set(id, answer)
    return answer.promise
  }
  const list = createCollectionList({ client: { listCollections: async () => ({ items, next: null }), getCollection } })
  function renew() {
    mock.timers.tick(2000)
    /** Null says that there is no such collection any more. */
    return async (id: string, state: RunState | null) => {
      const answer = waiting.get(id)
      if (state === null) answer?.reject(new ProblemError(readProblem(404, {})))
      else answer?.resolve(collection(id, state))
      await new Promise(setImmediate)
    }
  }
  return { list, renew, asked }
}
