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
  ])
  t.same(readCollectForm(form), { url: 'https://example.org', scope: 'path', maxPages: 20, maxDepth: 0 })
})
