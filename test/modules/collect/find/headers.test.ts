import t from 'tap'
import { findIn, picturesIn, shorten } from '../../../support/finding.ts'
import { processorMs } from '../../../support/processor-time.ts'

const sheets: [title: string, link: string[], sheets: string[]][] = [
  ['a sheet', ['<a.css>; rel=stylesheet'], ['a.css']],
  ['quotes, blanks, case', [' <a.css> ;REL = "Stylesheet" ; type="text/css"'], ['a.css']],
  [
    'several in a line',
    ['<a.css>;rel=stylesheet,<b.css>; rel="alternate stylesheet" , <c.css>;rel=icon'],
    ['a.css', 'b.css'],
  ],
  ['several lines', ['<a.css>; rel=stylesheet', '<b.css>; rel=stylesheet'], ['a.css', 'b.css']],
  ['marks inside of the address', ['<a,b;c.css?d=1>; rel=stylesheet'], ['a,b;c.css?d=1']],
  ['marks inside of quotes', ['<a.css>; title="x, <y.css>; rel=icon; \\"z"; rel=stylesheet'], ['a.css']],
  ['the first rel counts', ['<a.css>; rel=stylesheet; rel=icon'], ['a.css']],
  ['of another document', ['<a.css>; rel=stylesheet; anchor="/other"'], []],
  ['without rel, without address', ['<a.css>', 'rel=stylesheet', '<>; rel=stylesheet', 'nonsense'], []],
  ['names that objects have', ['<a.css>; __proto__=x; constructor=y; rel=stylesheet'], ['a.css']],
  ['cut off', ['<a.css>; rel=stylesheet; title="x'], ['a.css']],
]

for (const [title, link, expected] of sheets) {
  t.test(`Link: ${title}`, async (t) => t.strictSame(findIn('', { headers: { link } }).sheets.map(shorten), expected))
}

t.test('Link: pictures', async (t) => {
  const link = [
    '</a.jpg>; rel=preload; as=image; imagesrcset="b.jpg 1x, c.jpg 2x"',
    '<f.woff2>; rel=preload; as=font, <i.png>; rel="shortcut icon"',
  ]
  t.strictSame(picturesIn('<img src=d.jpg>', { headers: { link } }), [
    'link-preload c.jpg b.jpg http://site.test/a.jpg',
    'link-icon i.png',
    'img d.jpg',
  ])
})

t.test('Link: pages, feeds and the canonical address, relative to the page whatever its base', async (t) => {
  const link = ['<2.html>; rel=next', '<f.xml>; rel=alternate; type="application/rss+xml"', '<c.html>; rel=canonical']
  const found = findIn('<base href="/b/"><link rel=canonical href=d.html>', { headers: { link } })
  t.strictSame(found.links.map(shorten), ['2.html'])
  t.strictSame(found.feeds.map(shorten), ['f.xml'])
  t.equal(shorten(found.canonical ?? ''), 'c.html')
})

t.test('Refresh: a link', async (t) => {
  t.strictSame(findIn('', { headers: { refresh: '0; url=x.html' } }).links.map(shorten), ['x.html'])
  t.strictSame(findIn('', { headers: { refresh: '5' } }).links, [])
})

t.test('Link: a long line takes time that grows with it alone', async (t) => {
  const start = processorMs()
  for (const scrap of ['<', '<a', ';', '; ', '"', ';a="\\', ';a=" ', ',', '<a>;rel=icon,']) {
    findIn('', { headers: { link: [scrap.repeat(100_000)] } })
  }
  t.ok(processorMs() - start < 8000)
})
