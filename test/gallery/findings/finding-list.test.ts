import t from 'tap'
import { ProblemError, unreachable } from '../../../src/gallery/api/problem.ts'
import type { PageRow } from '../../../src/gallery/api/types.ts'
import { createFindingList } from '../../../src/gallery/findings/finding-list.ts'

t.test('finding list: pages follow each other to the end', async (t) => {
  const { list } = shelf({ fetched: ['a', 'b', 'c'] }, 'fetched')
  await list.more()
  t.same([urls(list), list.state.value], ['ab', 'more'])
  await list.more()
  await list.more()
  t.same([urls(list), list.state.value], ['abc', 'end'])
})

t.test('finding list: a group is read verdict after verdict, past those that are empty', async (t) => {
  const { list, asked } = shelf({ 'http-error': ['a'], 'network-error': ['b'] }, 'failed')
  await list.more()
  t.same([urls(list), list.state.value], ['a', 'more'])
  await list.more()
  t.same([urls(list), list.state.value], ['ab', 'end'])
  t.same(asked, ['http-error', 'timeout', 'redirect-loop', 'network-error'])
})

t.test('finding list: nothing at all', async (t) => {
  const { list } = shelf({}, 'failed')
  await list.more()
  t.same([urls(list), list.state.value], ['', 'end'])
})

t.test('finding list: a failure can be tried again from where it was', async (t) => {
  const { list, breakDown } = shelf({ fetched: ['a', 'b', 'c'] }, 'fetched')
  await list.more()
  breakDown(true)
  await list.more()
  t.same([list.state.value, list.problem.value?.title, urls(list)], ['failed', 'Magpie cannot be reached', 'ab'])
  breakDown(false)
  await list.more()
  t.same([list.state.value, list.problem.value, urls(list)], ['end', null, 'abc'])
})

t.test('finding list: an answer that comes after closing is not shown', async (t) => {
  const { list } = shelf({ fetched: ['a'] }, 'fetched')
  const reading = list.more()
  list.close()
  await reading
  t.equal(urls(list), '')
})

/** A list over pages by verdict that are served two at a time. */
function shelf(pages: Record<string, string[]>, filter: string) {
  const asked: string[] = []
  let broken = false
  async function listPages(_run: string, { verdict = '', cursor = '0' }: Record<string, string>) {
    if (broken) throw new ProblemError(unreachable())
    asked.push(verdict)
    const all = pages[verdict] ?? []
    const start = Number(cursor)
    const items = all.slice(start, start + 2).map((url) => ({ url }) as PageRow)
    return { items, next: start + 2 < all.length ? String(start + 2) : null }
  }
  const client = { listPages, listResources: () => Promise.reject(new Error('expected pages')) }
  const list = createFindingList({ client, runId: 'one', view: { kind: 'pages', filter } })
  const breakDown = (value: boolean) => {
    broken = value
  }
  return { list, asked, breakDown }
}

function urls(list: { items: { value: readonly { url: string }[] } }): string {
  return list.items.value.map(({ url }) => url).join('')
}
