import t from 'tap'
import type { FrontierPage } from '../../../../../src/modules/collect/crawl/pages/frontier-page.ts'
import { isEndless, shapeOf } from '../../../../../src/modules/collect/crawl/pages/page-shape.ts'
import { createTraps, type Traps } from '../../../../../src/modules/collect/crawl/pages/traps.ts'

const shapes: [path: string, shape: string | undefined][] = [
  ['/', undefined],
  ['/about', undefined],
  ['/iphone-review', undefined],
  ['/rfc/rfc9309.html', undefined],
  ['/calendar/2026/11', '/calendar/#/#'],
  ['/calendar/2026/november', '/calendar/#/#'],
  ['/events/2026-11-24', '/events/#'],
  ['/day-12', '/#'],
  ['/item/17.html', '/item/#'],
  ['/list?sort=name', '/list?'],
  ['/list?dir=asc&sort=name', '/list?'],
  ['/s/5f3a9c0b11/home', '/s/#/home'],
  ['/(S(lit3py55t21z5v55vlm25s55))/home.aspx', '/#/home.aspx'],
  ['/session/01931b2e-7c5f-7d3a-9c1e-2b8f3a4d5e6f/', '/session/#/'],
]

for (const [path, shape] of shapes) {
  t.test(`shape: ${path}`, async (t) => t.equal(shapeOf(`http://site.test${path}`), shape && `site.test${shape}`))
}

const endless: [path: string, isSo: boolean][] = [
  ['/a/', false],
  ['/a/a/', false],
  ['/a/a/a/', true],
  ['/11/11/11/post', false],
  ['/10/10/10/10/', false],
  ['/10/10/10/10/10/', true],
  ['/blog/2011/11/2011/11/2011/11/', false],
  ['/p1/1/p1/1/p1/1/', true],
  ['/x/a/b/a/b/', false],
  ['/x/a/b/a/b/a/b/', true],
  [`/${Array.from({ length: 25 }, (_, at) => `p${at}`).join('/')}`, false],
  [`/${Array.from({ length: 26 }, (_, at) => `p${at}`).join('/')}`, true],
]

for (const [path, isSo] of endless) {
  t.test(`endless: ${path}`, async (t) => t.equal(isEndless(`http://site.test${path}`), isSo))
}

function page(path: string, from: FrontierPage | null = null): FrontierPage {
  return { url: `http://site.test${path}`, depth: 1, position: 0, from }
}

function settle(traps: Traps, settled: FrontierPage, hasNews: boolean): void {
  traps.open(settled)
  traps.close(settled, hasNews)
}

function settleBarren(traps: Traps, count: number, path: (number: number) => string): void {
  for (let number = 0; number < count; number++) settle(traps, page(path(number)), false)
}

t.test('traps: pages of one shape that show nothing new are refused after fifty, others are not', async (t) => {
  const traps = createTraps()
  settleBarren(traps, 49, (number) => `/calendar/${number}`)
  t.equal(traps.refuses('http://site.test/calendar/99'), undefined)
  settleBarren(traps, 1, () => '/calendar/49')
  t.match(traps.refuses('http://site.test/calendar/99'), /showed nothing new/)
  t.match(await traps.judge('http://site.test/calendar/99'), /showed nothing new/)
  t.equal(traps.refuses('http://site.test/other/99'), undefined)
  t.equal(traps.refuses('http://site.test/calendar'), undefined)
})

t.test('traps: news are to the credit of the pages that led to them', async (t) => {
  const traps = createTraps()
  const list = page('/list?page=7')
  settleBarren(traps, 40, (number) => `/list?page=${number}`)
  settle(traps, page('/articles/lake', list), true)
  settleBarren(traps, 40, (number) => `/list?page=${number}`)
  t.equal(traps.refuses('http://site.test/list?page=99'), undefined)
  settleBarren(traps, 10, (number) => `/list?page=${number}`)
  t.ok(traps.refuses('http://site.test/list?page=99'))
})

t.test('traps: nothing is decided while pictures are on their way that may be news', async (t) => {
  for (const hasNews of [true, false]) {
    const traps = createTraps()
    const article = page('/articles/lake', page('/list?page=7'))
    traps.open(article)
    settleBarren(traps, 60, (number) => `/list?page=${number}`)
    t.equal(traps.refuses('http://site.test/list?page=99'), undefined, 'it may wait')
    let isJudged = false
    const judging = traps.judge('http://site.test/list?page=99').finally(() => {
      isJudged = true
    })
    await Promise.resolve()
    t.notOk(isJudged)
    traps.close(article, hasNews)
    if (hasNews) t.equal(await judging, undefined)
    else t.match(await judging, /showed nothing new/)
  }
})

t.test('traps: reading waits for the pictures of fifty pages of a shape, whatever they will come to', async (t) => {
  for (const hasNews of [true, false]) {
    const traps = createTraps()
    const pages = Array.from({ length: 50 }, (_, number) => page(`/session-${number}/home`))
    for (const read of pages.slice(1)) traps.open(read)
    t.equal(await traps.judge('http://site.test/session-50/home'), undefined, 'one more may be read')
    traps.open(pages[0] as FrontierPage)
    let isJudged = false
    const judging = traps.judge('http://site.test/session-51/home').finally(() => {
      isJudged = true
    })
    await Promise.resolve()
    t.notOk(isJudged)
    for (const read of pages) traps.close(read, hasNews)
    if (hasNews) t.equal(await judging, undefined)
    else t.match(await judging, /showed nothing new/)
  }
})
