import t from 'tap'
import { decodeDataUrl } from '../../../../src/modules/collect/fetch/data-url.ts'
import { processorMs } from '../../../support/processor-time.ts'

t.test('data url: bytes are those of a browser', async (t) => {
  const urls = `data:,x|data:image/png;base64,iVBORw0KGgo=|data:image/png;base64,iVBORw0KGgo|data:IMAGE/GIF;BASE64,R0lG
    |data:image/svg+xml,%3Csvg%3E|data:image/svg+xml;charset=utf-8,<svg fill="ä">|data:text/plain;base64,YQ%3D%3D
    |data:image/png;base64,iV BO Rw0K Ggo=|data:image/png; base64,R0lG|data:;base64,R0lG|data:base64,R0lG|data:x;base64;y,R0lG
    |data:,%|data:,%4|data:,%zz%41|data:,a#b|data:,a%23b|data:,a?b|DATA:,x|data:image/svg+xml;utf8,<svg>,</svg>|data:,
    |data:image/png;base64,R0l|data:image/png;base64,R0|data:;base64,%52%30lG|data:;base64,`
  for (const url of urls.split(/\s*\|/)) {
    const expected = Buffer.from(await (await fetch(url)).arrayBuffer())
    const result = decodeDataUrl(url, 1000)
    t.ok(result.ok && result.body.equals(expected), `${url} => ${result.ok ? result.body : result.reason}`)
  }
})

t.test('data url: white space inside is dropped as a browser drops it', async (t) => {
  t.match(decodeDataUrl(' data:image/gif;base64,\n R0\t\r\nlG ', 1000), {
    ok: true,
    mediaType: 'image/gif',
    body: Buffer.from('GIF'),
  })
})

t.test('data url: its media type', async (t) => {
  const types = {
    'image/PNG;a=b': 'image/png',
    'image/svg+xml;charset=utf-8;base64': 'image/svg+xml',
    '': 'text/plain',
    nonsense: 'text/plain',
    '<b>/x': 'text/plain',
  }
  for (const [type, mediaType] of Object.entries(types))
    t.match(decodeDataUrl(`data:${type},R0lG`, 1000), { ok: true, mediaType }, type)
})

t.test('data url: what cannot be read, and what is too long', async (t) => {
  for (const url of [
    '',
    'x',
    'data:',
    'data:image/png',
    'http://a/,x',
    'data:;base64,=',
    'data:;base64,a',
    'data:;base64,a*bc',
    'data:;base64,ab==c',
  ]) {
    t.match(decodeDataUrl(url, 1000), { ok: false, verdict: 'not-an-image' }, url)
  }
  t.match(decodeDataUrl(`data:,${'x'.repeat(1000)}`, 1000), { ok: true })
  t.match(decodeDataUrl(`data:,${'x'.repeat(1001)}`, 1000), { ok: false, verdict: 'too-large' })
  t.match(decodeDataUrl(`data:,${'%41'.repeat(1000)}`, 1000), { ok: true })
  t.match(decodeDataUrl(`data:,${'x'.repeat(100_000)}`, 1000), { ok: false, verdict: 'too-large' })
})

t.test('data url: a large one takes little time', async (t) => {
  const before = processorMs()
  const result = decodeDataUrl(`data:,${'%00'.repeat(3_000_000)}`, 10_000_000)
  t.equal(result.ok && result.body.length, 3_000_000)
  t.ok(processorMs() - before < 2000, `${Math.round(processorMs() - before)} ms`)
})
