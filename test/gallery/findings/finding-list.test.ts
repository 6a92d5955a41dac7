import t from 'tap'
import { ProblemError, unreachable } from '../../../src/gallery/api/problem.ts'
import type { PageRow } from '../../../src/gallery/api/types.ts'
import { createFindingList } from '../../../src/gallery/findings/finding-list.ts'

t.test('finding list: pages follow each other to the end', async (t) => {
  const { list } = shelf({ fetched: Array(120).fill('a') }, 'fetched')
  await list.more()
  t.same([urls(list).length, list.state.value], [60, 'more'])
  await list.more()
  await list.more()
  t.same([urls(list).length, list.state.value], [120, 'end'])
})

t.test('finding list: a group is read verdict after verdict, until there is enough to show', async (t) => {
  const { list, asked } = shelf({ 'http-error': ['a'], 'network-error': ['b'] }, 'failed')
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
  const { list, breakDown } = shelf({ fetched: [...Array(60).fill('a'), 'b'] }, 'fetched')
  await list.more()
  breakDown(true)
  await list.more()
  t.same([list.state.value, list.problem.value?.title], ['failed', 'Magpie cannot be reached'])
  breakDown(false)
  await list.more()
  t.same([list.state.value, list.problem.value, urls(list)], ['end', null, `${'a'.repeat(60)}b`])
})

t.test('finding list: an answer that comes after closing is not shown', async (t) => {
  const { list } = shelf({ fetched: ['a'] }, 'fetched')
  const reading = list.more()
  list.close()
  await reading
  t.equal(urls(list), '')
})

/** A list over pages by verdict that are served sixty at a time. */
function shelf(pages: Record<string, string[]>, filter: string) {
  const asked: string[] = []
  let broken = false
  async function listPages(_run: string, { verdict = '', cursor = '0' }: Record<string, string>) {
    if (broken) throw new ProblemError(unreachable())
    asked.push(verdict)
    const all = pages[verdict] ?? []
    const start = Number(cursor)
    const items = all.slice(start, start + 60).map((url) => ({ url }) as PageRow)
    return { items, next: start + 60 < all.length ? String(start + 60) : null }
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
