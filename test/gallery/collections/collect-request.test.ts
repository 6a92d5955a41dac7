import t from 'tap'
import { isEmpty, readCollectForm } from '../../../src/gallery/collections/collect-request.ts'

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
    ['robots-shown', 'yes'],
    ['fullSize-shown', 'yes'],
    ['name', ' Mine '],
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
    fullSize: false,
    name: 'Mine',
  })
})

t.test('readCollectForm: what is ticked by default counts unless its box is shown and empty', async (t) => {
  for (const name of ['robots', 'fullSize'] as const) {
    const read = (...fields: [string, string][]) => readCollectForm(new Map([['url', 'a.test'], ...fields]))[name]
    t.equal(read(), undefined)
    t.equal(read([`${name}-shown`, 'yes'], [name, 'yes']), undefined)
    t.equal(read([`${name}-shown`, 'yes']), false)
  }
})

t.test('readCollectForm: a list instead of a website', async (t) => {
  const form = new Map([
    ['images', 'https://a.test/1.jpg\r\n\r\nhttps://a.test/2.jpg'],
    ['minWidth', '10'],
  ])
  t.same(readCollectForm(form), {
    images: [{ url: 'https://a.test/1.jpg' }, { url: 'https://a.test/2.jpg' }],
    minWidth: 10,
  })
})

t.test('isEmpty: neither an address nor a list', async (t) => {
  t.equal(isEmpty({ url: '' }), true)
  t.equal(isEmpty({ images: [] }), true)
  t.equal(isEmpty({ url: 'https://a.test' }), false)
  t.equal(isEmpty({ images: [{ url: 'x' }] }), false)
})
