import t from 'tap'
import { acceptsHtml, refuseOtherXml } from '../../../../src/modules/collect/crawl/page-types.ts'

function refusal(contentType: string | null) {
  const head = { url: 'http://site.test/', status: 200, contentLength: null, headers: {}, robotsTags: [] }
  return acceptsHtml({ ...head, contentType })
}

t.test('page types: HTML, and whatever says nothing of itself', async (t) => {
  const unknown = ['*/*', 'unknown/unknown', 'Application/Unknown; x=y']
  for (const type of [null, '', 'html', ' Text/HTML ; charset=x', 'application/xhtml+xml', 'text/xml', ...unknown])
    t.notOk(refusal(type), `${type}`)
})

t.test('page types: anything else is refused by its name', async (t) => {
  for (const type of ['text/plain', 'image/png', 'text/htmlx']) {
    t.match(refusal(`${type}; charset=utf-8`), { verdict: 'not-html', reason: new RegExp(type) })
  }
})

t.test('page types: XML is a page where its root element is that of one', async (t) => {
  const root = '<html xmlns="http://www.w3.org/1999/xhtml">'
  const refusalOf = (text: string, contentType: string) =>
    refuseOtherXml({ body: Buffer.from(text), contentType, url: 'http://site.test/' })
  for (const text of [root, `<?xml version="1.0"?><!-- <rss> -->\n<!DOCTYPE html>${root}`])
    t.equal(refusalOf(text, 'application/xml'), undefined, text)
  for (const text of ['<rss/>', '<html>', `<rss>${root}`, '', `<x:html xmlns="http://www.w3.org/1999/xhtml">`])
    t.match(refusalOf(text, 'text/xml; charset=utf-8'), { verdict: 'not-html', reason: /text\/xml/ }, text)
  t.equal(refusalOf('<p>', 'text/html'), undefined)
})
