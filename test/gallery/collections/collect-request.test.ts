import t from 'tap'
import { readCollectForm } from '../../../src/gallery/collections/collect-request.ts'

t.test('readCollectForm: what is left empty is left to the server', async (t) => {
  t.same(readCollectForm(new FormData()), { url: '' })
})

t.test('readCollectForm: everything given', async (t) => {
  const form = new Map([
    ['url', 'example.org'],
    ['scope', 'path'],
    ['maxPages', '20'],
    ['maxDepth', '0'],
    ['minWidth', '100'],
    ['minHeight', '0'],
    ['include', ' /blog/ \n\n/news/*.html$\n'],
    ['exclude', '/blog/old'],
    ['options', 'shown'],
  ])
  t.same(readCollectForm(form), {
    url: 'https://example.org',
    scope: 'path',
    maxPages: 20,
    maxDepth: 0,
    minWidth: 100,
    minHeight: 0,
    include: ['/blog/', '/news/*.html$'],
    exclude: ['/blog/old'],
    robots: false,
  })
})

t.test('readCollectForm: robots.txt counts unless its box is shown and empty', async (t) => {
  const read = (...fields: [string, string][]) => readCollectForm(new Map([['url', 'a.test'], ...fields])).robots
  t.equal(read(), undefined)
  t.equal(read(['options', 'shown'], ['robots', 'yes']), undefined)
  t.equal(read(['options', 'shown']), false)
})
