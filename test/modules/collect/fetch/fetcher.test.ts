import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { startFetching } from '../../../support/fetching.ts'
import { startSite } from '../../../support/site.ts'

const any = { accept: '*/*', maxBytes: 100_000 }

t.test('fetcher: a plain answer', async (t) => {
  const site = await startSite(t, { routes: { '/a.png': { body: Buffer.from('bytes'), headers: { etag: '"1"' } } } })
  const { fetch } = startFetching(t)
  const result = await fetch({
    ...any,
    url: `${site.url}/a.png#fragment`,
    accept: 'image/png',
    referer: 'http://u:p@page.test/x#y',
  })
  t.match(result, { ok: true, status: 200, url: `${site.url}/a.png`, attempts: 1, notModified: false })
  t.equal(result.ok && result.body.toString(), 'bytes')
  t.equal(result.ok && result.headers.etag, '"1"')
  t.match(site.hits[0]?.headers, {
    accept: 'image/png',
    'user-agent': 'Magpie/0.0.0 (+test)',
    'accept-encoding': 'gzip, br',
    referer: 'http://page.test/x',
  })
})

t.test('fetcher: compressed answers are counted as they unfold', async (t) => {
  const plain = Buffer.alloc(90_000, 'x')
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const site = await startSite(t, {
    routes: {
      '/gzip': { body: gzipSync(plain), headers: { 'content-encoding': 'gzip' } },
      '/br': { body: brotliCompressSync(plain), headers: { 'content-encoding': 'br' } },
      '/twice': { body: gzipSync(gzipSync(plain)), headers: { 'content-encoding': 'gzip, gzip' } },
      '/unknown': { body: plain, headers: { 'content-encoding': 'utf-8' } },
      '/bomb': { body: bomb, headers: { 'content-encoding': 'gzip' } },
      '/many': { body: plain, headers: { 'content-encoding': Array(50).fill('gzip').join(',') } },
      '/cut': {
        body: gzipSync(createHash('sha512').update('x').digest()).subarray(0, 40),
        headers: { 'content-encoding': 'gzip' },
      },
      '/lie': { body: plain, headers: { 'content-encoding': 'gzip' } },
    },
  })
  const { fetch } = startFetching(t)
  for (const path of ['/gzip', '/br', '/twice', '/unknown']) {
    const result = await fetch({ ...any, url: site.url + path })
    t.ok(result.ok && result.body.equals(plain), path)
  }
  const verdicts = { '/bomb': 'too-large', '/many': 'network-error', '/cut': 'truncated', '/lie': 'network-error' }
  for (const [path, verdict] of Object.entries(verdicts)) {
    t.match(await fetch({ ...any, url: site.url + path }), { ok: false, verdict, status: 200 }, path)
  }
})
