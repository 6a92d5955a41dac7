import { createHash, randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import t from 'tap'
import type { ResponseHead } from '../../../../src/modules/collect/fetch/types.ts'
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
  const zstd = zstdCompressSync(plain)
  const wide = zstdCompressSync(randomBytes(9_000_000), { params: { [constants.ZSTD_c_windowLog]: 24 } })
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const site = await startSite(t, {
    routes: {
      '/gzip': { body: gzipSync(plain), headers: { 'content-encoding': 'gzip' } },
      '/br': { body: brotliCompressSync(plain), headers: { 'content-encoding': 'br' } },
      '/zstd': { body: zstd, headers: { 'content-encoding': 'ZSTD' } },
      '/zstd-frames': { body: Buffer.concat([zstd, zstd]), headers: { 'content-encoding': 'zstd' } },
      '/zstd-bomb': { body: zstdCompressSync(Buffer.alloc(50_000_000)), headers: { 'content-encoding': 'zstd' } },
      '/zstd-window': { body: wide, headers: { 'content-encoding': 'zstd' } },
      '/cut-zstd': { body: zstd.subarray(0, -5), headers: { 'content-encoding': 'zstd' } },
      '/lie-zstd': { body: plain, headers: { 'content-encoding': 'zstd' } },
      '/foo': { body: plain, headers: { 'content-encoding': 'foo' } },
      '/foo-gzip': { body: gzipSync(plain), headers: { 'content-encoding': 'foo, gzip' } },
      '/proto': { body: plain, headers: { 'content-encoding': '__proto__' } },
      '/script': { body: plain, headers: { 'content-encoding': '<script>' } },
      '/twice': { body: gzipSync(gzipSync(plain)), headers: { 'content-encoding': 'gzip, gzip' } },
      '/deflate': { body: deflateSync(plain), headers: { 'content-encoding': 'deflate' } },
      '/deflate-bare': { body: deflateRawSync(plain), headers: { 'content-encoding': 'deflate' } },
      '/deflate-nothing': { body: '', headers: { 'content-encoding': 'deflate' } },
      '/cut-deflate': { body: deflateRawSync(plain).subarray(0, 20), headers: { 'content-encoding': 'deflate' } },
      '/charset': { body: plain, headers: { 'content-encoding': 'utf-8' } },
      '/bomb': { body: bomb, headers: { 'content-encoding': 'gzip' } },
      '/many': { body: plain, headers: { 'content-encoding': Array(50).fill('gzip').join(',') } },
      '/cut': {
        body: gzipSync(createHash('sha512').update('x').digest()).subarray(0, 40),
        headers: { 'content-encoding': 'gzip' },
      },
      '/cut-br': {
        body: brotliCompressSync(createHash('sha512').update('x').digest()).subarray(0, 40),
        headers: { 'content-encoding': 'br' },
      },
      '/lie-br': { body: plain, headers: { 'content-encoding': 'br' } },
      '/lie': { body: plain, headers: { 'content-encoding': 'gzip' } },
    },
  })
  const { fetch } = startFetching(t)
  const read = [
    '/gzip',
    '/br',
    '/zstd',
    '/twice',
    '/charset',
    '/deflate',
    '/deflate-bare',
    '/foo',
    '/foo-gzip',
    '/proto',
  ]
  for (const path of [...read, '/script']) {
    const result = await fetch({ ...any, url: site.url + path })
    t.ok(result.ok && result.body.equals(plain), path)
  }
  const verdicts = {
    '/zstd-bomb': 'too-large',
    '/cut-zstd': 'truncated',
    '/bomb': 'too-large',
    '/cut-br': 'truncated',
    '/cut-deflate': 'truncated',
    '/lie-br': 'network-error',
    '/cut': 'truncated',
    '/lie': 'network-error',
  }
  for (const [path, verdict] of Object.entries(verdicts)) {
    t.match(await fetch({ ...any, url: site.url + path }), { ok: false, verdict, status: 200 }, path)
  }
  for (const [path, reason] of Object.entries({
    '/many': /too many times/,
    '/lie': /cannot be read/,
    '/lie-br': /cannot be read/,
    '/lie-zstd': /cannot be read/,
    '/zstd-frames': /cannot be read/,
    '/zstd-window': /cannot be read/,
  })) {
    t.match(
      await fetch({ ...any, url: site.url + path }),
      { ok: false, verdict: 'network-error', reason, attempts: 1 },
      path,
    )
  }
})

t.test('fetcher: a body beyond its limit is refused, or cut where that was asked', async (t) => {
  const endless: RequestListener = (_request, response) => {
    const write = () => void (response.writable && response.write(Buffer.alloc(65_536), write))
    write()
  }
  const site = await startSite(t, {
    routes: { '/endless': endless, '/long': Buffer.alloc(2000), '/exact': Buffer.alloc(1000) },
  })
  const { fetch } = startFetching(t)
  for (const path of ['/endless', '/long']) {
    const request = { ...any, url: site.url + path, maxBytes: 1000 }
    t.match(await fetch(request), { ok: false, verdict: 'too-large', status: 200, attempts: 1 }, path)
    const result = await fetch({ ...request, overflow: 'cut' })
    t.equal(result.ok && result.body.length, 1000, `${path} cut`)
  }
  t.match(await fetch({ ...any, url: `${site.url}/exact`, maxBytes: 1000 }), { ok: true })
})

t.test('fetcher: an answer can be refused by its head', async (t) => {
  const site = await startSite(t, { routes: { '/': { body: 'x', headers: { 'content-type': 'video/mp4' } } } })
  const { fetch } = startFetching(t)
  const accepts = ({ contentType, status, contentLength }: ResponseHead) =>
    ({ verdict: 'not-html', reason: `${contentType} ${status} ${contentLength}` }) as const
  const result = await fetch({ ...any, url: site.url, accepts })
  t.match(result, { ok: false, verdict: 'not-html', reason: 'video/mp4 200 null', status: 200, attempts: 1 })
})

t.test('fetcher: an unchanged answer is not downloaded again', async (t) => {
  const unchanged: RequestListener = ({ headers }, response) => {
    const isKnown = headers['if-none-match'] === '"1"' && headers['if-modified-since'] === 'yesterday'
    response.writeHead(isKnown ? 304 : 200, { etag: '"1"' }).end(isKnown ? undefined : 'body')
  }
  const site = await startSite(t, { routes: { '/': unchanged } })
  const { fetch } = startFetching(t)
  t.match(await fetch({ ...any, url: site.url }), { ok: true, status: 200, notModified: false })
  const again = await fetch({ ...any, url: site.url, etag: '"1"', lastModified: 'yesterday' })
  t.match(again, { ok: true, status: 304, notModified: true, body: { length: 0 } })
})

t.test('fetcher: validators that would break the header are left out', async (t) => {
  const site = await startSite(t, { routes: { '/': 'page' } })
  const { fetch } = startFetching(t)
  for (const etag of ['"1"\r\nX-Evil: 1', '"\u20ac"', '\0', '']) {
    t.match(await fetch({ ...any, url: site.url, etag, lastModified: etag }), { ok: true }, JSON.stringify(etag))
    t.match(site.hits.at(-1)?.headers, {
      'if-none-match': undefined,
      'if-modified-since': undefined,
      'x-evil': undefined,
    })
  }
})

t.test('fetcher: a cancelled request ends at once, wherever it is', async (t) => {
  const site = await startSite(t, {
    routes: {
      '/hang': () => undefined,
      '/body': (_request, response) => void response.write('x'),
      '/busy': { status: 503, headers: { 'retry-after': '60' } },
    },
  })
  const cancelled = { ok: false, verdict: 'cancelled' }
  for (const path of ['/hang', '/body', '/busy']) {
    const { fetch } = startFetching(t)
    const controller = new AbortController()
    const result = fetch({ ...any, url: site.url + path, signal: controller.signal })
    while (!site.hits.some(({ url }) => url === path)) await new Promise(setImmediate)
    controller.abort()
    t.match(await result, cancelled, path)
  }
  const { fetch, gates } = startFetching(t)
  gates.pause(new URL(site.url).host, 60_000)
  const signal = AbortSignal.timeout(20)
  t.match(await fetch({ ...any, url: site.url, signal }), cancelled, 'at the gate')
  t.match(await fetch({ ...any, url: site.url, signal }), { ...cancelled, attempts: 1 }, 'before it began')
  const permits = () => new Promise<undefined>(() => undefined)
  t.match(
    await fetch({ ...any, url: site.url, signal: AbortSignal.timeout(20), permits }),
    cancelled,
    'while the caller is asked',
  )
})

t.test('fetcher: what is no URL, and hostile words, are a verdict', async (t) => {
  const site = await startSite(t, { routes: {} })
  const { fetch } = startFetching(t)
  for (const url of [
    '',
    'x',
    '//a',
    'http://',
    'http://a b/',
    'http://[',
    'file:///etc/passwd',
    'ftp://a/',
    'data:,x',
  ]) {
    t.match(await fetch({ ...any, url }), { ok: false, attempts: 1 }, `"${url}"`)
  }
  const page = await fetch({ ...any, url: `${site.url}/ä b?"'<>`, referer: 'http://ä/ü?\u{1F600}' })
  t.match(page, { ok: false, status: 404 })
  t.match(site.hits[0], { url: '/%C3%A4%20b?%22%27%3C%3E', headers: { referer: 'http://xn--4ca/%C3%BC?%F0%9F%98%80' } })
  for (const referer of ['nonsense', 'data:,x', 'https://secure.test/']) {
    await fetch({ ...any, url: site.url, referer })
    t.equal(site.hits.at(-1)?.headers.referer, undefined, referer)
  }
})

t.test('fetcher: one slow host does not delay the others', async (t) => {
  const slow = await startSite(t, { address: '127.0.0.2', routes: { '/': () => undefined } })
  const site = await startSite(t, { routes: { '/': 'page' } })
  const { fetch } = startFetching(t, { hostConcurrency: 2 })
  const controller = new AbortController()
  const waiting = Array.from({ length: 50 }, () => fetch({ ...any, url: slow.url, signal: controller.signal }))
  const results = await Promise.all(Array.from({ length: 20 }, () => fetch({ ...any, url: site.url })))
  t.ok(results.every(({ ok }) => ok))
  t.equal(slow.hits.length, 2, 'two at once')
  controller.abort()
  t.ok((await Promise.all(waiting)).every((result) => !result.ok && result.verdict === 'cancelled'))
})
