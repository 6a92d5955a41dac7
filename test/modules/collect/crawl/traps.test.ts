import t from 'tap'
import type { FrontierPage } from '../../../../src/modules/collect/crawl/frontier.ts'
import { isEndless, shapeOf } from '../../../../src/modules/collect/crawl/page-shape.ts'
import { createTraps } from '../../../../src/modules/collect/crawl/traps.ts'

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

function readBarren(traps: ReturnType<typeof createTraps>, count: number, path: (number: number) => string): void {
  for (let number = 0; number < count; number++) traps.learn(page(path(number)), false)
}

t.test('traps: pages of one shape that show nothing new are refused after fifty, others are not', async (t) => {
  const traps = createTraps()
  readBarren(traps, 49, (number) => `/calendar/${number}`)
  t.equal(traps.refuses('http://site.test/calendar/99'), undefined)
  readBarren(traps, 1, () => '/calendar/49')
  t.match(traps.refuses('http://site.test/calendar/99'), /showed nothing new/)
  t.equal(traps.refuses('http://site.test/other/99'), undefined)
  t.equal(traps.refuses('http://site.test/calendar'), undefined)
})

t.test('traps: news are to the credit of the pages that led to them', async (t) => {
  const traps = createTraps()
  const list = page('/list?page=7')
  readBarren(traps, 40, (number) => `/list?page=${number}`)
  traps.learn(page('/articles/lake', list), true)
  readBarren(traps, 40, (number) => `/list?page=${number}`)
  t.equal(traps.refuses('http://site.test/list?page=99'), undefined)
  readBarren(traps, 10, (number) => `/list?page=${number}`)
  t.ok(traps.refuses('http://site.test/list?page=99'))
})
