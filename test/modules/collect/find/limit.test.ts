import t from 'tap'
import { findIn } from '../../../support/finding.ts'

const cases: [title: string, markup: string, pictures: number, links: number, isCut: boolean][] = [
  ['100,000 pictures', '<img src=a.jpg>'.repeat(100_000), 100_000, 0, false],
  ['one more', '<img src=a.jpg>'.repeat(100_001), 100_000, 0, true],
  ['100,000 links', listLinks(100_000), 0, 100_000, false],
  ['100,000 links, some twice', listLinks(100_000) + listLinks(10), 0, 100_000, false],
  ['one more link', listLinks(100_001), 0, 100_000, true],
  [
    'one more in a sheet',
    `${'<img src=a.jpg>'.repeat(100_000)}<style>a{background:url(b.jpg)}</style>`,
    100_000,
    0,
    true,
  ],
  ['previews in links count once', '<a href=b.jpg><img src=a.jpg></a>'.repeat(60_000), 60_000, 0, false],
]

for (const [title, markup, pictures, links, isCut] of cases) {
  t.test(`limit: ${title}`, async (t) => {
    const found = findIn(markup)
    t.strictSame([found.pictures.length, found.links.length, found.isCut], [pictures, links, isCut])
  })
}

function listLinks(count: number): string {
  return Array.from({ length: count }, (_, index) => `<a href=${index}>`).join('')
}
