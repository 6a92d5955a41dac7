import t from 'tap'
import { contentTypeOf } from '../../../../src/modules/collect/fetch/content-type.ts'
import { startFetching } from '../../../support/fetching.ts'
import { processorMs } from '../../../support/processor-time.ts'
import { startSite } from '../../../support/site.ts'

const types: [lines: string[], type: string | null][] = [
  [[], null],
  [[''], ''],
  [['png'], 'png'],
  [[' Text/HTML ; charset=x'], ' Text/HTML ; charset=x'],
  [['text/html, text/html; charset=utf-8'], 'text/html; charset=utf-8'],
  [['text/html; charset=utf-8', 'text/html'], 'text/html;charset=utf-8'],
  [['text/html; charset=utf-8', 'text/plain', 'text/html'], 'text/html'],
  [['text/plain', 'text/html'], 'text/html'],
  [['text/html', '*/*'], 'text/html'],
  [['text/html', 'nonsense', ''], 'text/html'],
  [['a', 'b'], 'a'],
  [['text/html;x="a,b/c"'], 'text/html;x="a,b/c"'],
  [['image/png, image/png'], 'image/png'],
]

for (const [lines, type] of types) {
  t.test(`content type: ${JSON.stringify(lines)}`, async (t) => t.equal(contentTypeOf(lines), type))
}

t.test('content type: quotes that never end', async (t) => {
  const before = processorMs()
  const line = `text/html;x="${'\\"'.repeat(100_000)}`
  t.equal(contentTypeOf([line]), line)
  t.ok(processorMs() - before < 2000, 'in time that does not grow with their number squared')
})

t.test('content type: of two lines the last counts', async (t) => {
  const headers = { 'content-type': ['text/plain', 'text/html'] }
  const site = await startSite(t, { routes: { '/': { headers, body: 'x' } } })
  t.match(await startFetching(t).fetch({ url: site.url, accept: '*/*', maxBytes: 10 }), { contentType: 'text/html' })
})
