import t from 'tap'
import { acceptsHtml } from '../../../../src/modules/collect/crawl/pages/page-types.ts'

function refusal(contentType: string | null) {
  const head = { url: 'http://site.test/', status: 200, contentLength: null, headers: {}, robotsTags: [] }
  return acceptsHtml({ ...head, contentType })
}

t.test('page types: HTML, and whatever says nothing of itself', async (t) => {
  for (const type of [null, '', 'html', ' Text/HTML ; charset=x', 'application/xhtml+xml'])
    t.notOk(refusal(type), `${type}`)
})

t.test('page types: anything else is refused by its name', async (t) => {
  for (const type of ['text/plain', 'image/png', 'text/htmlx']) {
    t.match(refusal(`${type}; charset=utf-8`), { verdict: 'not-html', reason: new RegExp(type) })
  }
})
