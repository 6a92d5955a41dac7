import t from 'tap'
import type { FrontierPage } from '../../../../../src/modules/collect/crawl/pages/frontier-page.ts'
import { createWaitingPages } from '../../../../../src/modules/collect/crawl/pages/waiting-pages.ts'

function page(position: number): FrontierPage {
  return { url: `http://site.test/${position}`, depth: 1, position, from: null }
}

t.test(
  'waiting pages: what memory has no room for is loaded when its turn comes, in order, none lost or twice',
  async (t) => {
    const recorded: FrontierPage[] = []
    const loads: number[] = []
    const waiting = createWaitingPages(async (after, limit) => {
      loads.push(after)
      return recorded.filter(({ position }) => position > after).slice(0, limit)
    }, 10)
    const push = (position: number) => {
      recorded.push(page(position))
      waiting.push(page(position))
    }
    for (let position = 0; position < 35; position++) push(position)
    t.equal(waiting.size, 35)
    const taken: number[] = []
    for (let next = await waiting.take(); next; next = await waiting.take()) {
      taken.push(next.position)
      if (next.position === 20) push(35)
    }
    t.strictSame(
      taken,
      Array.from({ length: 36 }, (_, at) => at),
    )
    t.equal(waiting.size, 0)
    t.strictSame(loads, [9, 19, 29])
  },
)

t.test('waiting pages: thousands that fit are never asked for', async (t) => {
  const waiting = createWaitingPages(async () => t.fail('nothing was left out') as never)
  for (let position = 0; position < 3000; position++) waiting.push(page(position))
  for (let position = 0; position < 3000; position++) t.ok((await waiting.take())?.position === position)
  t.equal(await waiting.take(), undefined)
})
